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
/** Attempts at a time are counted in another order than they came in, and clocks of nodes differ; a clock that is behind by more was set back. */
const OVERTAKEN_MS_MAX = 10_000;

/** How long the last of so many failures locks a user out: 2^(n-5) seconds, at most 15 minutes (S18). */
export function lockOutMs(count: number): number {
  if (count < FAILURES_BEFORE_LOCK_OUT) return 0;
  return Math.min(LOCK_OUT_MS_FIRST * 2 ** (count - FAILURES_BEFORE_LOCK_OUT), LOCK_OUT_MS_MAX);
}

/** Whether an attempt now is refused unseen, and does not count (S18). Failures too few to lock out never do, whatever their time (R821). */
export function isLockedOut(attempts: FailedAttempts | undefined, nowMs: number): boolean {
  if (attempts === undefined) return false;
  const durationMs = lockOutMs(attempts.count);
  return durationMs > 0 && nowMs < attempts.lastFailedAt + durationMs;
}

/** The attempts after a further failure now; those before 15 quiet minutes are forgotten (S18). The last one is the latest, not the last counted (R821). */
export function countFailure(attempts: FailedAttempts | undefined, nowMs: number): FailedAttempts {
  if (attempts === undefined || nowMs >= attempts.lastFailedAt + QUIET_MS) return { count: 1, lastFailedAt: nowMs };
  const isOvertaken = attempts.lastFailedAt - nowMs <= OVERTAKEN_MS_MAX;
  const lastFailedAt = isOvertaken ? Math.max(attempts.lastFailedAt, nowMs) : nowMs;
  return { count: attempts.count + 1, lastFailedAt };
}

/** Whether a right password resets the count: only one that came after a lock-out does (S18). */
export function isResetBySuccess({ count }: FailedAttempts): boolean {
  return count >= FAILURES_BEFORE_LOCK_OUT;
}
