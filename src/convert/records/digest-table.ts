/** Digests are spread over parts by bits of their own, which need not be kept. */
const PART_BITS = 9;
const PART_COUNT = 1 << PART_BITS;
const PART_SHIFT = 32 - PART_BITS;

const PAGE_BITS = 10;
const SLOTS_PER_PAGE = 1 << PAGE_BITS;
const SLOT_MASK = SLOTS_PER_PAGE - 1;

/** Slots of one piece of memory: many pages, so that there are few pieces and a processor keeps at hand where they are. */
const CHUNK_BITS = 18;
const SLOTS_PER_CHUNK = 1 << CHUNK_BITS;
const CHUNK_MASK = SLOTS_PER_CHUNK - 1;

/** Share of the slots that may be taken. */
const LOAD_MAX = 0.9;
/** More would leave memory for digests that never come; less would move each of them more often. */
const GROWTH = 1.25;

/**
 * A set of digests of 57 bits in two words, in 6 bytes each: open addressing in each part. A part grows by pages, which are never given
 * back: tables that are copied as they grow leave holes in the memory of the process, which took as much as the tables.
 */
export class DigestTable {
  /** A low word is not zero where the slot is taken. Signed, as V8 keeps whole numbers without memory of their own. */
  readonly #lows: Int32Array[] = [];
  readonly #highs: Uint16Array[] = [];
  #pages = 0;
  /** Of each part: its slots, those that are taken, and its pages, {@link #stride} numbers for each part. */
  readonly #slots = new Uint32Array(PART_COUNT);
  readonly #sizes = new Uint32Array(PART_COUNT);
  #pageTable = new Uint32Array(PART_COUNT);
  #stride = 1;
  /** The digest that was looked for last: its words, its part, and its place, negative if there is nothing to add. */
  #soughtHigh = 0;
  #soughtLow = 0;
  #soughtPart = 0;
  #soughtPlace = -1;

  constructor() {
    for (let part = 0; part < PART_COUNT; part++) this.#addPage(part);
  }

  /** Whether the set has the digest of these words of 32 bits, with or without a sign. {@link addSought} adds it if it has not. */
  has(high: number, low: number): boolean {
    this.#soughtPart = high >>> PART_SHIFT;
    this.#soughtHigh = high & 0xffff;
    this.#soughtLow = low | 0 || 1;
    this.#soughtPlace = this.#seek(this.#soughtPart, this.#soughtHigh, this.#soughtLow);
    return this.#soughtPlace < 0;
  }

  /** Adds the digest that {@link has} looked for last and did not find. */
  addSought(): void {
    if (this.#soughtPlace < 0) return;
    this.#put(this.#soughtPlace, this.#soughtHigh, this.#soughtLow);
    this.#soughtPlace = -1;
    const part = this.#soughtPart;
    const size = (this.#sizes[part] ?? 0) + 1;
    this.#sizes[part] = size;
    if (size > (this.#slots[part] ?? 0) * LOAD_MAX) this.#grow(part);
  }

  /** The free place where the digest belongs; the complement of its place if it is there. */
  #seek(part: number, high: number, low: number): number {
    const slots = this.#slots[part] ?? 0;
    const firstPage = part * this.#stride;
    for (let at = (low >>> 0) % slots; ; ) {
      const start = (this.#pageTable[firstPage + (at >>> PAGE_BITS)] ?? 0) << PAGE_BITS;
      const [lows, highs] = this.#chunkOf(start);
      const inChunk = start & CHUNK_MASK;
      for (let slot = at & SLOT_MASK; slot < SLOTS_PER_PAGE; slot++) {
        const found = lows[inChunk + slot];
        if (found === 0) return start + slot;
        if (found === low && highs[inChunk + slot] === high) return ~(start + slot);
      }
      at = (at | SLOT_MASK) + 1;
      if (at >= slots) at = 0;
    }
  }

  #put(place: number, high: number, low: number): void {
    const [lows, highs] = this.#chunkOf(place);
    lows[place & CHUNK_MASK] = low;
    highs[place & CHUNK_MASK] = high;
  }

  #chunkOf(place: number): readonly [Int32Array, Uint16Array] {
    const [lows, highs] = [this.#lows[place >>> CHUNK_BITS], this.#highs[place >>> CHUNK_BITS]];
    if (lows === undefined || highs === undefined) throw new Error('a place of a digest is in a page that was made');
    return [lows, highs];
  }

  #addPage(part: number): void {
    const count = (this.#slots[part] ?? 0) >>> PAGE_BITS;
    if (count === this.#stride) this.#widenPageTable();
    if ((this.#pages << PAGE_BITS) % SLOTS_PER_CHUNK === 0) {
      this.#lows.push(new Int32Array(SLOTS_PER_CHUNK));
      this.#highs.push(new Uint16Array(SLOTS_PER_CHUNK));
    }
    this.#pageTable[part * this.#stride + count] = this.#pages;
    this.#pages += 1;
    this.#slots[part] = (count + 1) << PAGE_BITS;
  }

  #widenPageTable(): void {
    const [stride, wider] = [this.#stride, new Uint32Array(2 * this.#pageTable.length)];
    for (let part = 0; part < PART_COUNT; part++) {
      wider.set(this.#pageTable.subarray(part * stride, (part + 1) * stride), part * 2 * stride);
    }
    this.#pageTable = wider;
    this.#stride = 2 * stride;
  }

  #grow(part: number): void {
    const size = this.#sizes[part] ?? 0;
    const [lows, highs] = [new Int32Array(size), new Uint16Array(size)];
    const pageCount = (this.#slots[part] ?? 0) >>> PAGE_BITS;
    let count = 0;
    for (let index = 0; index < pageCount; index++) {
      const start = (this.#pageTable[part * this.#stride + index] ?? 0) << PAGE_BITS;
      const [chunkLows, chunkHighs] = this.#chunkOf(start);
      const inChunk = start & CHUNK_MASK;
      for (let slot = 0; slot < SLOTS_PER_PAGE; slot++) {
        const low = chunkLows[inChunk + slot] ?? 0;
        if (low === 0) continue;
        lows[count] = low;
        highs[count] = chunkHighs[inChunk + slot] ?? 0;
        count += 1;
      }
      chunkLows.fill(0, inChunk, inChunk + SLOTS_PER_PAGE);
    }
    const wanted = Math.ceil(pageCount * GROWTH);
    for (let index = pageCount; index < wanted; index++) this.#addPage(part);
    for (let index = 0; index < count; index++) {
      const [high, low] = [highs[index] ?? 0, lows[index] ?? 0];
      this.#put(this.#seek(part, high, low), high, low);
    }
    // Free at once, so that the next growth finds this memory.
    lows.buffer.transfer(0);
    highs.buffer.transfer(0);
  }
}
