import type { Logger } from '../base/logger.ts';
import { shareWhileRunning } from '../base/once.ts';

/** Asks whether the store can be used: once for all who want to know at the same moment, so that nobody can wear it out by asking. */
export class StoreHealth {
  readonly #services: { readonly checkHealth: () => Promise<void>; readonly logger: Logger };
  readonly #healthMs: number;
  /** Whether it can be used now. */
  readonly isHealthy = shareWhileRunning(() => this.#check());

  constructor(
    services: { readonly checkHealth: () => Promise<void>; readonly logger: Logger },
    { healthMs }: { readonly healthMs: number },
  ) {
    this.#services = services;
    this.#healthMs = healthMs;
  }

  /** One that gets no answer in time is left alone: whoever comes next asks anew, and sees it if the store is back. */
  async #check(): Promise<boolean> {
    const { checkHealth, logger } = this.#services;
    const { promise, reject } = Promise.withResolvers<never>();
    const message = `the store did not answer within ${this.#healthMs} ms`;
    const timer = setTimeout(() => reject(new Error(message)), this.#healthMs);
    try {
      await Promise.race([checkHealth(), promise]);
      return true;
    } catch (error) {
      logger.warn({ err: error }, 'the store is not healthy');
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
