import { type Backoff, backoffMs } from '../base/backoff.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { ImportJobKey } from '../domain/imports/import-job.ts';

/** Of runs of a job, and of claims, that failed. */
export const RUN_BACKOFF: Backoff = { pauseMsMin: 250, pauseMsMax: 16_000 };

interface Trouble {
  failedRuns: number;
  /** Set while the job is left alone. */
  endPause: (() => void) | undefined;
}

/** Jobs whose runs failed. Each is left alone for a growing pause, which nothing cuts short; other jobs run meanwhile. */
export class TroubledJobs {
  readonly #scheduler: Scheduler;
  readonly #onPauseEnd: () => void;
  readonly #troubles = new Map<ImportJobKey, Trouble>();

  constructor(scheduler: Scheduler, onPauseEnd: () => void) {
    this.#scheduler = scheduler;
    this.#onPauseEnd = onPauseEnd;
  }

  /** Those that are left alone now. */
  paused(): readonly ImportJobKey[] {
    return [...this.#troubles].filter(([, { endPause }]) => endPause).map(([key]) => key);
  }

  /** A run of the job failed. Returns how many did in a row. */
  count(key: ImportJobKey): number {
    const trouble = this.#troubles.get(key) ?? { failedRuns: 0, endPause: undefined };
    this.#troubles.set(key, trouble);
    trouble.failedRuns += 1;
    return trouble.failedRuns;
  }

  /** Leaves a job alone for as long as its failed runs demand. */
  pause(key: ImportJobKey): void {
    const trouble = this.#troubles.get(key);
    if (!trouble) return;
    trouble.endPause?.();
    trouble.endPause = this.#scheduler.after(backoffMs(RUN_BACKOFF, trouble.failedRuns), () => {
      trouble.endPause = undefined;
      this.#onPauseEnd();
    });
  }

  /** A run of the job went well, or there is no such job any more. */
  forget(key: ImportJobKey): void {
    this.#troubles.get(key)?.endPause?.();
    this.#troubles.delete(key);
  }

  forgetAll(): void {
    for (const key of [...this.#troubles.keys()]) this.forget(key);
  }
}
