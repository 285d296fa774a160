/** Log events that a page has at most (N17, N29). */
export const EVENTS_PER_PAGE_MAX = 10_000;
/** UTF-8 bytes of the messages of a page, and 26 for each event (N12, N17). */
export const PAGE_BYTES_MAX = 1_048_576;
/** Groups or streams that a page has at most (N10). */
export const NAMES_PER_PAGE_MAX = 50;
/** How long the token of a page is good (N23, N28). */
export const TOKEN_VALID_MS = 24 * 60 * 60 * 1_000;
/** Events that one call of FilterLogEvents may search (R552). */
export const SEARCHED_EVENTS_MAX = 50_000;
/** Of their messages, with 26 bytes for each event. */
export const SEARCHED_BYTES_MAX = 5_242_880;
/** How long the call may take: the next search waits for it. */
export const SEARCH_MS_MAX = 250;
