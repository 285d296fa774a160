import type { BatchLimits } from '../store/store.ts';

/** The longest that one batch may hold the writer: the API's writes run between two batches. */
export const BATCH_HELD_MS_MAX = 25;
export const BATCH_RECORDS_MAX = 4_000;
/** Bytes of the file that a batch covers, plus at most one record: bounds memory when records are long. */
export const BATCH_BYTES_MAX = 2_097_152;

/** The same limit while others write: each of their calls waits half a batch on average, a whole one at worst. */
export const SHARED_BATCH_HELD_MS_MAX = 10;

const FIRST_BATCH_RECORDS = 500;
/** A batch that takes less than this share of its time limit may grow; above it, and within the limit, its size stays. */
const GROW_BELOW = 0.7;
const GROWTH = 1.25;

const LIMITS: BatchLimits = { heldMsMax: BATCH_HELD_MS_MAX, sharedHeldMsMax: SHARED_BATCH_HELD_MS_MAX };

/** Chooses the number of records of the next batch, so that its commit stays within the time limit. */
export class BatchSize {
  readonly #limits: BatchLimits;
  #records = FIRST_BATCH_RECORDS;

  constructor(limits: BatchLimits = LIMITS) {
    this.#limits = limits;
  }

  get records(): number {
    return this.#records;
  }

  /** `recordCount` records have just held the writer for `heldMs`; `isShared`: others wrote shortly before. */
  adapt(recordCount: number, heldMs: number, isShared: boolean): void {
    const heldMsMax = isShared ? this.#limits.sharedHeldMsMax : this.#limits.heldMsMax;
    if (heldMs > heldMsMax) {
      // At most halved per commit: one slow write to the disk must not lead to a thousand tiny batches.
      const fitting = Math.floor((recordCount * heldMsMax) / heldMs);
      this.#records = Math.max(1, fitting, Math.floor(this.#records / 2));
    } else if (heldMs < GROW_BELOW * heldMsMax && recordCount >= this.#records) {
      this.#records = Math.min(BATCH_RECORDS_MAX, Math.ceil(this.#records * GROWTH));
    }
  }
}
