/** Names of the sources, as in `--from`. */
export const SOURCE_NAMES = [
  'auth0',
  'firebase',
  'keycloak',
  'cognito',
  'okta',
  'supabase',
  'clerk',
  'fusionauth',
  'entra',
  'wordpress',
  'django',
  'devise',
  'laravel',
  'aspnet',
  'csv',
] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];
