/** Where the time comes from. Handed in, so that a test never waits for time to pass. */
export interface Clock {
  /** Milliseconds since 1970, an integer. The clock may be set back or forth, so use it for points in time, not for durations. */
  nowMs(): number;
  /** Milliseconds since an arbitrary moment, with fractions. Never set, so the difference of two values is a duration. */
  monotonicMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };
