const BYTES_AT_START = 1 << 12;

/** Which rows were found, one bit each. Rows count from 0. */
export class FoundRows {
  #bits = new Uint8Array(BYTES_AT_START);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  mark(row: number): void {
    const at = row >>> 3;
    if (at >= this.#bits.length) this.#grow(at + 1);
    const bit = 1 << (row & 7);
    const byte = this.#bits[at] ?? 0;
    if ((byte & bit) !== 0) return;
    this.#bits[at] = byte | bit;
    this.#count += 1;
  }

  #grow(bytes: number): void {
    const before = this.#bits;
    this.#bits = new Uint8Array(Math.max(bytes, before.length * 2));
    this.#bits.set(before);
  }
}
