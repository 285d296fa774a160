/** Behind `AIDA`, `AROA` and `ANPA` (N41). */
export const ID_CHARACTERS = 17;
