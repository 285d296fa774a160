import { type Backoff, backoffMs } from '../base/backoff.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { ImportJobKey } from '../domain/imports/import-job.ts';

/** Pauses after failed runs of a job, and after failed claims. */
export const RUN_BACKOFF: Backoff = { pauseMsMin: 250, pauseMsMax: 16_000 };

interface Failure {
  failedRuns: number;
  /** Set while the job pauses. */
  endPause: (() => void) | undefined;
}

/** Jobs whose runs failed. Each pauses for longer after each failure, and no wake hint shortens that; other jobs run meanwhile. */
export class JobBackoff {
  readonly #scheduler: Scheduler;
  readonly #onPauseEnd: () => void;
  readonly #failures = new Map<ImportJobKey, Failure>();

  constructor(scheduler: Scheduler, onPauseEnd: () => void) {
    this.#scheduler = scheduler;
    this.#onPauseEnd = onPauseEnd;
  }

  /** The jobs that pause now. */
  paused(): readonly ImportJobKey[] {
    return [...this.#failures].filter(([, { endPause }]) => endPause).map(([key]) => key);
  }

  /** A run of the job failed. Returns the number of failures in a row. */
  count(key: ImportJobKey): number {
    const failure = this.#failures.get(key) ?? { failedRuns: 0, endPause: undefined };
    this.#failures.set(key, failure);
    failure.failedRuns += 1;
    return failure.failedRuns;
  }

  /** Starts the pause that its failed runs call for. */
  pause(key: ImportJobKey): void {
    const failure = this.#failures.get(key);
    if (!failure) return;
    failure.endPause?.();
    failure.endPause = this.#scheduler.after(backoffMs(RUN_BACKOFF, failure.failedRuns), () => {
      failure.endPause = undefined;
      this.#onPauseEnd();
    });
  }

  /** A run of the job succeeded, or the job no longer exists. */
  forget(key: ImportJobKey): void {
    this.#failures.get(key)?.endPause?.();
    this.#failures.delete(key);
  }

  forgetAll(): void {
    for (const key of [...this.#failures.keys()]) this.forget(key);
  }
}
