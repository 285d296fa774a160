/** Names of the sources, as in `--from`. */
export const SOURCE_NAMES = ['auth0'] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];
