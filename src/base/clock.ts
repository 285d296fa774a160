/** Where the time comes from. Handed in, so that a test never waits for time to pass. */
export interface Clock {
  /** Milliseconds since 1970, an integer. Somebody may set it, back or forth: it says when, not how long. */
  nowMs(): number;
  /** Milliseconds since some moment, with fractions. Nobody sets it: the difference of two is how long something took. */
  monotonicMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };
