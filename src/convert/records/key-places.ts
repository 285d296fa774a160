/** Where a record stands: the number of its file, and its first line. */
export interface RecordPlace {
  readonly file: number;
  readonly line: number;
}

/** Keys whose records are remembered. 12 bytes each. */
const SLOTS = 2 ** 18;
/** Numbers of a slot: the high word of the digest, the line, and the file. Side by side, as no other slot is looked at. */
const [HIGH, LINE, FILE, STRIDE] = [0, 1, 2, 3];

/** The places of records by the digests of their keys, of about the last 262,144 keys: a later one takes the slot of an earlier one. */
export class KeyPlaces {
  readonly #slots = new Int32Array(STRIDE * SLOTS);

  add(high: number, low: number, { file, line }: RecordPlace): void {
    const slot = slotOf(low);
    this.#slots[slot + HIGH] = high;
    this.#slots[slot + LINE] = line;
    this.#slots[slot + FILE] = file;
  }

  /** Undefined for a record that is no longer remembered. */
  find(high: number, low: number): RecordPlace | undefined {
    const slot = slotOf(low);
    const line = this.#slots[slot + LINE] ?? 0;
    if (line === 0 || this.#slots[slot + HIGH] !== (high | 0)) return undefined;
    return { file: this.#slots[slot + FILE] ?? 0, line };
  }
}

function slotOf(low: number): number {
  return STRIDE * (low & (SLOTS - 1));
}
