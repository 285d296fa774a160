/** Where a record stands: the number of its file, and its first line. */
export interface RecordPlace {
  readonly file: number;
  readonly line: number;
}

/** Keys whose records are remembered. 10 bytes each. */
const SLOTS = 2 ** 18;

/** The places of records by the digests of their keys, of about the last 262,144 keys: a later one takes the slot of an earlier one. */
export class KeyPlaces {
  readonly #highs = new Int32Array(SLOTS);
  readonly #lines = new Uint32Array(SLOTS);
  readonly #files = new Uint16Array(SLOTS);

  add(high: number, low: number, { file, line }: RecordPlace): void {
    const slot = low & (SLOTS - 1);
    this.#highs[slot] = high;
    this.#lines[slot] = line;
    this.#files[slot] = file;
  }

  /** Undefined for a record that is no longer remembered. */
  find(high: number, low: number): RecordPlace | undefined {
    const slot = low & (SLOTS - 1);
    const line = this.#lines[slot] ?? 0;
    if (line === 0 || this.#highs[slot] !== (high | 0)) return undefined;
    return { file: this.#files[slot] ?? 0, line };
  }
}
