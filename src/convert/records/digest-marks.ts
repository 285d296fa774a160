import { DigestTable } from './digest-table.ts';

/** One for each mark. With 100,000 marks, one digest in ten has a bit that another one set; with a million, most have. */
const MARK_BITS = 20;
const SHIFT = 32 - MARK_BITS;

/** Digests that are marked. While they are few, most of the others are known by one bit each, in memory that a processor keeps at hand. */
export class DigestMarks {
  readonly #bits = new Uint8Array(2 ** MARK_BITS / 8);
  readonly #digests: DigestTable;

  /** `shareDone`: as that of a {@link DigestTable}. */
  constructor(shareDone: () => number) {
    this.#digests = new DigestTable(shareDone);
  }

  /** `high` and `low`: words of a digest, with or without a sign. */
  add(high: number, low: number): void {
    const bit = low >>> SHIFT;
    this.#bits[bit >>> 3] = (this.#bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
    if (!this.#digests.has(high, low)) this.#digests.addSought();
  }

  has(high: number, low: number): boolean {
    const bit = low >>> SHIFT;
    return (((this.#bits[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) === 1 && this.#digests.has(high, low);
  }
}
