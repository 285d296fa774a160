/** Failed attempts of one user since the last reset. */
export interface FailedAttempts {
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly lastFailedAt: number;
}

/** From this many failures on, each locks the user out. */
const FAILURES_BEFORE_LOCK_OUT = 5;
const LOCK_OUT_MS_FIRST = 1_000;
export const LOCK_OUT_MS_MAX = 15 * 60_000;
/** After that long without a failure all is forgotten. */
export const QUIET_MS = 15 * 60_000;

/** How long the last of so many failures locks a user out: 2^(n-5) seconds, at most 15 minutes (S18). */
export function lockOutMs(count: number): number {
  if (count < FAILURES_BEFORE_LOCK_OUT) return 0;
  return Math.min(LOCK_OUT_MS_FIRST * 2 ** (count - FAILURES_BEFORE_LOCK_OUT), LOCK_OUT_MS_MAX);
}

/** Whether an attempt now is refused unseen, and does not count (S18). */
export function isLockedOut(attempts: FailedAttempts | undefined, nowMs: number): boolean {
  return attempts !== undefined && nowMs < attempts.lastFailedAt + lockOutMs(attempts.count);
}

/** The attempts after a further failure now; those before 15 quiet minutes are forgotten (S18). */
export function countFailure(attempts: FailedAttempts | undefined, nowMs: number): FailedAttempts {
  const isForgotten = attempts === undefined || nowMs >= attempts.lastFailedAt + QUIET_MS;
  return { count: isForgotten ? 1 : attempts.count + 1, lastFailedAt: nowMs };
}

/** Whether a right password resets the count: only one that came after a lock-out does (S18). */
export function isResetBySuccess({ count }: FailedAttempts): boolean {
  return count >= FAILURES_BEFORE_LOCK_OUT;
}
