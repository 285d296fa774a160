/** A third access key of a user is refused (N49). */
export const ACCESS_KEYS_PER_USER_MAX = 2;
/** Managed policies of a user, and of a role: the quota of an account that asked for no more. */
export const ATTACHED_POLICIES_MAX = 10;
/**
 * Sizes of policies, white space not counted: the quotas of an account that asked for no more
 * (IAM User Guide, "IAM and AWS STS quotas", IAM character limits).
 */
export const MANAGED_POLICY_CHARACTERS_MAX = 6_144;
export const TRUST_POLICY_CHARACTERS_MAX = 2_048;
/** All inline policies of a user, or of a role, together. */
export const INLINE_POLICIES_CHARACTERS_MAX = { user: 2_048, role: 10_240 } as const;
