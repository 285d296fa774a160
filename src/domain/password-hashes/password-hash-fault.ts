/**
 * Why a text is no hash of its format: it is malformed, or it is well-formed and a parameter is over its maximum, which would cost too
 * much at sign-in (R251, R257).
 */
export type PasswordHashFault = 'malformed' | 'out-of-bounds';
