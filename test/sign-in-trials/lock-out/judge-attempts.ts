/** A wrong password, when it was sent and answered by the clock of stored times (milliseconds since 1970), and whether it counted. */
export interface Attempt {
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly isCounted: boolean;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** How long the last of so many failures locks out, as the rule says it: one second for the fifth, then twice as long each, to 15 minutes. */
export function lockOutMsOf(failures: number): number {
  let lockOutMs = failures < 5 ? 0 : SECOND_MS;
  for (let failure = 6; failure <= failures; failure++) lockOutMs *= 2;
  return Math.min(lockOutMs, 15 * MINUTE_MS);
}

/**
 * What the attempts at one user show that the rule of the lock-out forbids (S18); nothing if they keep to it. The server counted each one at
 * some moment between sending and answer, which is all that is known: the moment of the n-th failure lies between the n-th sending and the n-th
 * answer of all that counted. So a busy machine is not taken for a fault, and on an idle one milliseconds are seen:
 * - no failure counts before the lock-out of the one before it has ended;
 * - no attempt is refused unseen that came after the lock-out had ended.
 *
 * `attempts` in any order, with no 15 quiet minutes between two failures.
 */
export function judgeAttempts(attempts: readonly Attempt[]): string[] {
  const counted = attempts.filter(({ isCounted }) => isCounted);
  const receivedAt = counted.map((attempt) => attempt.receivedAt).toSorted((one, other) => one - other);
  const failures = counted
    .map(({ sentAt }) => sentAt)
    .toSorted((one, other) => one - other)
    .map((notBefore, index) => ({
      notBefore,
      notAfter: receivedAt[index] ?? Number.NaN,
      lockOutMs: lockOutMsOf(index + 1),
    }));
  const tooEarly = failures.flatMap(({ notAfter }, index) => {
    const before = failures[index - 1];
    if (!before || notAfter >= before.notBefore + before.lockOutMs) return [];
    const gapMs = notAfter - before.notBefore;
    return [`failure ${index + 1} counted ${gapMs} ms or less after the one that locks out for ${before.lockOutMs} ms`];
  });
  const tooLate = attempts.flatMap(({ sentAt, receivedAt: answeredAt, isCounted }) => {
    const isLockedOut = failures.some(
      ({ notBefore, notAfter, lockOutMs }) => lockOutMs > 0 && answeredAt >= notBefore && sentAt < notAfter + lockOutMs,
    );
    return isCounted || isLockedOut ? [] : ['an attempt was refused unseen when nothing locked out'];
  });
  return [...tooEarly, ...tooLate];
}
