import type { Clock } from '../../base/clock.ts';

/** Keeps requests to a rate, without a burst: a pool in use has others who need their share of it (M70). */
export class Pace {
  readonly #everyMs: number;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #pause: (milliseconds: number) => Promise<void>;
  #nextMs = 0;

  /** `rate`: requests a second; undefined: no limit. */
  constructor(
    rate: number | undefined,
    clock: Pick<Clock, 'monotonicMs'>,
    pause: (milliseconds: number) => Promise<void>,
  ) {
    this.#everyMs = rate === undefined ? 0 : 1_000 / rate;
    this.#clock = clock;
    this.#pause = pause;
  }

  /** Resolves when the next request may be sent. */
  async take(): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    const startMs = Math.max(nowMs, this.#nextMs);
    this.#nextMs = startMs + this.#everyMs;
    if (startMs > nowMs) await this.#pause(startMs - nowMs);
  }
}
