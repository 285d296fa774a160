/** Tags that one user pool may have. */
export const TAGS_PER_POOL_MAX = 50;
