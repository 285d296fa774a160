/** Where the time comes from. Handed in, so that a test never waits for time to pass. */
export interface Clock {
  /** Milliseconds since 1970, an integer. Somebody may set it, back or forth: it says when, not how long. */
  nowMs(): number;
  /** Milliseconds since some moment, with fractions. Nobody sets it: the difference of two is how long something took. */
  monotonicMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };

/** A clock that stands still until it is told to move: for tests. */
export class ManualClock implements Clock {
  #nowMs: number;
  #monotonicMs = 0;

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  /** That much time passes. */
  advance(ms: number): void {
    this.#nowMs += ms;
    this.#monotonicMs += ms;
  }

  /** Somebody sets the clock forth, or back if `ms` is negative; no time passes. */
  jump(ms: number): void {
    this.#nowMs += ms;
  }
}
