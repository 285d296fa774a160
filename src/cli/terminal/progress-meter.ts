const WINDOW_MS = 3_000;

interface Sample {
  readonly atMs: number;
  readonly done: number;
}

export interface Pace {
  /** Over the last seconds. */
  readonly perSecond: number;
  /** Undefined while nothing moves. */
  readonly millisecondsLeft: number | undefined;
}

/** How fast something goes, and how long it will take at that pace. */
export class ProgressMeter {
  readonly #total: number;
  #samples: Sample[] = [];

  constructor(total: number) {
    this.#total = total;
  }

  /** `done` never falls. */
  measure(atMs: number, done: number): Pace {
    // The sample at the far edge of the window stays, so that a slow job is measured over more than the window.
    // Looked for from the oldest on: it is one of the first.
    const inWindow = this.#samples.findIndex((sample) => atMs - sample.atMs < WINDOW_MS);
    const oldestKept = (inWindow === -1 ? this.#samples.length : inWindow) - 1;
    if (oldestKept > 0) this.#samples = this.#samples.slice(oldestKept);
    this.#samples.push({ atMs, done });
    const first = this.#samples[0] ?? { atMs, done };
    const elapsedMs = atMs - first.atMs;
    if (elapsedMs <= 0 || done <= first.done) return { perSecond: 0, millisecondsLeft: undefined };
    const perSecond = ((done - first.done) / elapsedMs) * 1_000;
    return { perSecond, millisecondsLeft: (Math.max(0, this.#total - done) / perSecond) * 1_000 };
  }
}
