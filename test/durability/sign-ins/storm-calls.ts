import { setTimeout as wait } from 'node:timers/promises';
import { isAway } from '../storm/stormy-server.ts';
import type { Happenings } from './happenings.ts';

/** What came of a call that is made once. */
export type Outcome<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly name: string; readonly message: string }
  /** Nobody knows what became of it. */
  | { readonly kind: 'cut' };

export interface CallsTally {
  answered: number;
  cut: number;
  /** Answered with an internal error: like cut. */
  failed: number;
}

const BUSY_MS = 100;

/** Calls to servers that come and go. */
export class StormCalls {
  readonly #happenings: Happenings;
  readonly #untilUp: () => Promise<void>;
  readonly tally: CallsTally = { answered: 0, cut: 0, failed: 0 };

  constructor(happenings: Happenings, untilUp: () => Promise<void>) {
    this.#happenings = happenings;
    this.#untilUp = untilUp;
  }

  /** Makes the call once, when a node runs, unless that was too busy to begin with it. */
  async attempt<Answer>(name: string, call: () => Promise<Answer>): Promise<Outcome<Answer>> {
    for (;;) {
      await this.#untilUp();
      const began = performance.now();
      this.#happenings.begin(name);
      try {
        const answer = await call();
        this.#happenings.end(name, performance.now() - began);
        this.tally.answered += 1;
        return { kind: 'answered', answer };
      } catch (error) {
        if (isAway(error)) {
          this.tally.cut += 1;
          return { kind: 'cut' };
        }
        if (!(error instanceof Error)) throw error;
        if (error.name === 'InternalErrorException') {
          this.tally.failed += 1;
          return { kind: 'cut' };
        }
        if (error.name !== 'TooManyRequestsException') {
          this.tally.answered += 1;
          return { kind: 'refused', name: error.name, message: error.message };
        }
        await wait(BUSY_MS);
      }
    }
  }

  /** Makes a call that changes nothing again and again until it is answered or refused. */
  async persist<Answer>(name: string, call: () => Promise<Answer>): Promise<Exclude<Outcome<Answer>, { kind: 'cut' }>> {
    for (;;) {
      const outcome = await this.attempt(name, call);
      if (outcome.kind !== 'cut') return outcome;
    }
  }
}
