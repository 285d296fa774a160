/** How long a code to reset a password is valid (S38). */
export const RESET_CODE_MS = 60 * 60 * 1_000;

/** How long it is known after that that it has expired. Not longer: strangers ask for codes of names that nobody has, and each is a row. */
export const EXPIRED_CODE_KEPT_MS = 60 * 60 * 1_000;

/** How long a code that confirms a sign-up or proves an address or number is valid (R911). */
export const CONTACT_CODE_MS = 24 * 60 * 60 * 1_000;

/** Of every code but those of a sign-in. */
export const RESET_CODE_DIGITS = 6;

/** Requests for a code, and likewise wrong codes, per user, purpose and {@link RECOVERY_WINDOW_MS} (S42, R911). */
export const RECOVERY_ATTEMPTS_MAX = 10;

export const RECOVERY_WINDOW_MS = 60 * 60 * 1_000;
