/** N17, N29. */
export const EVENTS_PER_PAGE_MAX = 10_000;
/** UTF-8 bytes of the messages of a page, and 26 for each event (N12, N17). */
export const PAGE_BYTES_MAX = 1_048_576;
/** N10. */
export const NAMES_PER_PAGE_MAX = 50;
/** N23, N28. */
export const TOKEN_VALID_MS = 24 * 60 * 60 * 1_000;
