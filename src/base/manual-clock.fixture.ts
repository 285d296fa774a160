import type { Clock } from './clock.ts';

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
