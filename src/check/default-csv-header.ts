/** The columns of a pool without attributes of its own, in the order of GetCSVHeader (R154): what `muster header` prints offline. */
export const DEFAULT_CSV_HEADER: readonly string[] = [
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'email',
  'email_verified',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'phone_number',
  'phone_number_verified',
  'address',
  'updated_at',
  'cognito:mfa_enabled',
  'cognito:username',
];

/** A header line in Cognito's dialect (R172, R174). */
export function toHeaderLine(columns: readonly string[]): string {
  return columns.map((column) => column.replaceAll('\\', '\\\\').replaceAll(',', '\\,')).join(',');
}
