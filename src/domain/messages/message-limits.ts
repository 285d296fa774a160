/** Messages to people that wait for delivery; more are refused, so that a mail server that is away cannot fill the disk (S111). */
export const WAITING_MESSAGES_MAX = 10_000;

/** Messages for nobody that wait to be dropped; a newer one takes the place of the oldest, and none takes that of a message to somebody (R820). */
export const SIMULATED_MESSAGES_MAX = 1_000;

/** Messages in the inbox; a newer one replaces the oldest. */
export const INBOX_MESSAGES_MAX = 1_000;

/** How long the inbox keeps a message. */
export const INBOX_MS_MAX = 24 * 60 * 60 * 1_000;
