import { type Backoff, backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Metrics } from '../base/metrics/metrics.ts';
import { once } from '../base/once.ts';
import type { Scheduler } from '../base/scheduler.ts';

/** Something that runs until it is stopped or dies. */
export interface Supervised {
  readonly ended: Promise<{ readonly error?: unknown; readonly exitCode: number }>;
  wake(): void;
  /** Asks it to end; `ended` says when it has. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

export interface SuperviseOptions {
  readonly start: () => Supervised;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'count'>;
}

const RESTART: Backoff = { pauseMsMin: 100, pauseMsMax: 30_000 };
/** A thread that ran this long did not fail at start-up: the next pause is the shortest again. */
const LONG_LIFE_MS = 60_000;
/** Jobs are released within one batch. A thread that takes longer hangs; it may be killed at any instruction without loss. */
export const STOP_PATIENCE_MS = 1_500;

/** Keeps one thread alive: restarts it after a growing pause when it dies. */
export class Supervisor {
  readonly #options: SuperviseOptions;
  #current: Supervised | undefined;
  #cancelRestart: (() => void) | undefined;
  #deaths = 0;
  #isStopping = false;
  /** Resolves when nothing runs any more. */
  readonly stop = once(() => this.#stop());

  constructor(options: SuperviseOptions) {
    this.#options = options;
    this.#start();
  }

  wake(): void {
    this.#current?.wake();
  }

  #start(): void {
    const { clock, start } = this.#options;
    const startedAtMs = clock.monotonicMs();
    let current: Supervised;
    try {
      current = start();
    } catch (error) {
      this.#startAgain(0, { error, exitCode: 1 });
      return;
    }
    this.#current = current;
    current.ended.then((end) => {
      this.#current = undefined;
      if (!this.#isStopping) this.#startAgain(clock.monotonicMs() - startedAtMs, end);
    });
  }

  #startAgain(lifeMs: number, { error, exitCode }: { readonly error?: unknown; readonly exitCode: number }): void {
    const { scheduler, logger, metrics } = this.#options;
    this.#deaths = lifeMs >= LONG_LIFE_MS ? 1 : this.#deaths + 1;
    const pauseMs = backoffMs(RESTART, this.#deaths);
    metrics.count('muster_jobs_thread_deaths_total', {});
    logger.error({ err: error, exitCode, deaths: this.#deaths, pauseMs }, 'the jobs thread died and is restarted');
    this.#cancelRestart = scheduler.after(pauseMs, () => this.#start());
  }

  async #stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancelRestart?.();
    const current = this.#current;
    if (!current) return;
    current.stop();
    const cancel = this.#options.scheduler.after(STOP_PATIENCE_MS, () => {
      this.#options.logger.warn(
        {},
        'the jobs thread did not stop in time and is terminated; its job resumes from its checkpoint',
      );
      current.kill();
    });
    await current.ended;
    cancel();
  }
}
