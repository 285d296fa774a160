import type { BatchLimits } from '../store/store.ts';

/** A batch keeps other writers waiting no longer than this: the API answers between two batches. */
export const BATCH_HELD_MS_MAX = 25;
export const BATCH_RECORDS_MAX = 4_000;
/** Bytes of the file that a batch covers, one record more at most: bounds the memory of long records. */
export const BATCH_BYTES_MAX = 2_097_152;

/** The same while others write: each of their calls waits for half a batch on average, and at worst for a whole one. */
export const SHARED_BATCH_HELD_MS_MAX = 10;

const FIRST_BATCH_RECORDS = 500;
/** Below this share of the time there is room to grow; between the two the size stays as it is. */
const GROW_BELOW = 0.7;
const GROWTH = 1.25;

const LIMITS: BatchLimits = { heldMsMax: BATCH_HELD_MS_MAX, sharedHeldMsMax: SHARED_BATCH_HELD_MS_MAX };

/** How many records the next batch takes, so that its commit stays below the time of the limits, or the shorter one of a shared writer. */
export class BatchSize {
  readonly #limits: BatchLimits;
  #records = FIRST_BATCH_RECORDS;

  constructor(limits: BatchLimits = LIMITS) {
    this.#limits = limits;
  }

  get records(): number {
    return this.#records;
  }

  /** `recordCount` records have just held the writer for `heldMs`; `isShared` says that others have written just before. */
  adapt(recordCount: number, heldMs: number, isShared: boolean): void {
    const heldMsMax = isShared ? this.#limits.sharedHeldMsMax : this.#limits.heldMsMax;
    if (heldMs > heldMsMax) {
      // A batch held up by the disk once does not make a thousand tiny ones: halving is the most for one answer.
      const fitting = Math.floor((recordCount * heldMsMax) / heldMs);
      this.#records = Math.max(1, fitting, Math.floor(this.#records / 2));
    } else if (heldMs < GROW_BELOW * heldMsMax && recordCount >= this.#records) {
      this.#records = Math.min(BATCH_RECORDS_MAX, Math.ceil(this.#records * GROWTH));
    }
  }
}
