/** N49. */
export const ACCESS_KEYS_PER_USER_MAX = 2;
/** Managed policies of a user, and of a role: the quota of an account that asked for no more. */
export const ATTACHED_POLICIES_MAX = 10;
