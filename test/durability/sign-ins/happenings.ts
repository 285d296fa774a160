import { EventEmitter, once } from 'node:events';

/** The weight of one more duration in the running mean. */
const WEIGHT = 0.2;

/** What is under way in the storm, by the name of an operation, so that a kill falls into the middle of one. */
export class Happenings {
  readonly #begun = new EventEmitter();
  readonly #typicalMs = new Map<string, number>();

  constructor() {
    this.#begun.setMaxListeners(0);
  }

  begin(name: string): void {
    this.#begun.emit(name);
  }

  end(name: string, tookMs: number): void {
    const before = this.#typicalMs.get(name) ?? tookMs;
    this.#typicalMs.set(name, before + WEIGHT * (tookMs - before));
  }

  /** How long one takes from the request to the answer. */
  typicalMs(name: string): number {
    return this.#typicalMs.get(name) ?? 0;
  }

  /** Resolves when the next one begins, or after `patienceMs` all the same. */
  async untilNext(name: string, patienceMs: number): Promise<void> {
    const signal = AbortSignal.timeout(patienceMs);
    await once(this.#begun, name, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
