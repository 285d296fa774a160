const SLOTS_AT_START = 32;
/** A table that is smaller doubles; a larger one grows by a part, so that little of its memory is for digests that never come. */
const SLOTS_THAT_DOUBLE = 1 << 10;
const GROWTH = 1.1;
/** Share of the slots that may be taken. */
const LOAD_MAX = 0.85;
const [BYTES_OF_LOW, BYTES_OF_MIDDLE, BYTES_OF_HIGH] = [4, 2, 1];
const BYTES_PER_SLOT = BYTES_OF_LOW + BYTES_OF_MIDDLE + BYTES_OF_HIGH;

/** Digests of 56 bits, open addressing: a low word, which is not zero where the slot is taken, and three bytes of a high word. */
export class DigestTable {
  #slots = SLOTS_AT_START;
  #size = 0;
  #lows: Uint32Array<ArrayBuffer>;
  #middles: Uint16Array<ArrayBuffer>;
  #highs: Uint8Array<ArrayBuffer>;

  constructor() {
    [this.#lows, this.#middles, this.#highs] = makeSlots(this.#slots);
  }

  has(high: number, low: number): boolean {
    return this.#lows[this.#seek(high, low || 1)] !== 0;
  }

  add(high: number, low: number): void {
    const kept = low || 1;
    const at = this.#seek(high, kept);
    if (this.#lows[at] !== 0) return;
    this.#put(at, high, kept);
    this.#size += 1;
    if (this.#size > this.#slots * LOAD_MAX) this.#grow();
  }

  /** The place of the digest, or the free one where it belongs. */
  #seek(high: number, low: number): number {
    const lows = this.#lows;
    let at = low % this.#slots;
    for (;;) {
      const found = lows[at];
      if (found === 0) return at;
      if (found === low && this.#middles[at] === (high & 0xffff) && this.#highs[at] === ((high >>> 16) & 0xff))
        return at;
      at += 1;
      if (at === lows.length) at = 0;
    }
  }

  #put(at: number, high: number, low: number): void {
    this.#lows[at] = low;
    this.#middles[at] = high & 0xffff;
    this.#highs[at] = (high >>> 16) & 0xff;
  }

  #grow(): void {
    const [lows, middles, highs] = [this.#lows, this.#middles, this.#highs];
    this.#slots = this.#slots < SLOTS_THAT_DOUBLE ? this.#slots * 2 : Math.ceil(this.#slots * GROWTH);
    [this.#lows, this.#middles, this.#highs] = makeSlots(this.#slots);
    for (let at = 0; at < lows.length; at++) {
      const low = lows[at] ?? 0;
      if (low === 0) continue;
      const high = ((highs[at] ?? 0) << 16) | (middles[at] ?? 0);
      this.#put(this.#seek(high, low), high, low);
    }
    // Free at once: a collector would let tables pile up that are larger than all that it looks after.
    lows.buffer.transfer(0);
  }
}

/** All of one memory. */
function makeSlots(slots: number): [Uint32Array<ArrayBuffer>, Uint16Array<ArrayBuffer>, Uint8Array<ArrayBuffer>] {
  const memory = new ArrayBuffer(slots * BYTES_PER_SLOT);
  const middlesAt = slots * BYTES_OF_LOW;
  return [
    new Uint32Array(memory, 0, slots),
    new Uint16Array(memory, middlesAt, slots),
    new Uint8Array(memory, middlesAt + slots * BYTES_OF_MIDDLE, slots),
  ];
}
