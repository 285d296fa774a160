import { once } from '../base/once.ts';

/** Steps that undo a start, run in reverse order. */
export class Teardown {
  readonly #steps: (() => void | Promise<void>)[] = [];
  /** Runs every step, even after one fails; rejects with the first failure. A second call waits for the first. */
  readonly run = once(() => this.#run());

  add(step: () => void | Promise<void>): void {
    this.#steps.push(step);
  }

  async #run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.toReversed()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
