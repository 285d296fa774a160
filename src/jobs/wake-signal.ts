import type { Scheduler } from '../base/scheduler.ts';

/** A hint that there may be work. One that comes while nobody waits ends the next wait at once. */
export class WakeSignal {
  #isSet = false;
  #endWait: (() => void) | undefined;

  set(): void {
    this.#isSet = true;
    this.#endWait?.();
  }

  /** Resolves at a hint, after `ms`, or when the signal is aborted, whichever comes first. */
  async wait(scheduler: Scheduler, ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#isSet && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const cancel = scheduler.after(ms, () => this.#endWait?.());
        this.#endWait = () => {
          cancel();
          signal.removeEventListener('abort', abort);
          this.#endWait = undefined;
          resolve();
        };
        const abort = () => this.#endWait?.();
        signal.addEventListener('abort', abort);
      });
    }
    this.#isSet = false;
  }
}
