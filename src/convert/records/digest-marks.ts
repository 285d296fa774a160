/** A bit for each mark. With 100,000 marks, one digest in ten has a bit that another one set. */
const MARK_BITS = 20;
const SHIFT = 32 - MARK_BITS;

/** Tells most of the digests that are not marked by one bit each, in memory that a processor keeps at hand. */
export class DigestMarks {
  /** Undefined while nothing is marked, as in most sets. */
  #bits: Uint8Array | undefined;

  /** `low`: a word of a digest, with or without a sign. */
  add(low: number): void {
    this.#bits ??= new Uint8Array(2 ** MARK_BITS / 8);
    const bit = low >>> SHIFT;
    this.#bits[bit >>> 3] = (this.#bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }

  /** True of each digest that is marked, and of a few others. */
  mayHave(low: number): boolean {
    if (this.#bits === undefined) return false;
    const bit = low >>> SHIFT;
    return (((this.#bits[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) === 1;
  }
}
