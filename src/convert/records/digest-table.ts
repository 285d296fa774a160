/** Digests are spread over parts by bits of their own, which need not be kept. */
const PART_BITS = 9;
const PART_COUNT = 1 << PART_BITS;
const PART_SHIFT = 32 - PART_BITS;

const PAGE_BITS = 9;
const SLOTS_PER_PAGE = 1 << PAGE_BITS;
const SLOT_MASK = SLOTS_PER_PAGE - 1;
const PAGES_AT_START = 2;

/** Slots of one piece of memory: many pages, so that there are few pieces and a processor keeps at hand where they are. */
const CHUNK_BITS = 18;
const SLOTS_PER_CHUNK = 1 << CHUNK_BITS;
const CHUNK_MASK = SLOTS_PER_CHUNK - 1;
/** Numbers of a slot, side by side, so that a processor fetches them together. The first is not zero where the slot is taken. */
const [LOW, MIDDLE, HIGH, NUMBERS_PER_SLOT] = [0, 1, 2, 3];

/** Share of the slots that may be taken. */
const LOAD_MAX = 0.9;
/** More would leave memory for digests that never come; less would move each of them more often. */
const GROWTH_MIN = 1.1;
/** However many are expected, because what was read may not be like the rest. */
const GROWTH_MAX = 4;
/** Room for more than are expected, as parts differ. */
const EXPECTED_MARGIN = 1.02;

/**
 * A set of digests of 57 bits in two words, in 6 bytes each: open addressing in each part. A part grows by pages, which are never given
 * back: tables that are copied as they grow leave holes in the memory of the process, which took as much as the tables.
 */
export class DigestTable {
  readonly #chunks: Uint16Array[] = [];
  readonly #shareDone: () => number;
  #pages = 0;
  #size = 0;
  /** Of each part: its slots, those that are taken, and its pages, {@link #pagesMax} numbers for each part. */
  readonly #slots = new Uint32Array(PART_COUNT);
  readonly #sizes = new Uint32Array(PART_COUNT);
  #pageTable = new Uint32Array(PART_COUNT);
  #pagesMax = 1;
  /** The digest that was looked for last: its words, its part, and its place, negative if there is nothing to add. */
  #soughtHigh = 0;
  #soughtLow = 0;
  #soughtPart = 0;
  #soughtPlace = -1;

  /** `shareDone`: of all that is read, how much was read when it is asked, above 0 and up to 1. The set grows to what that lets expect. */
  constructor(shareDone: () => number) {
    this.#shareDone = shareDone;
    for (let part = 0; part < PART_COUNT; part++) {
      for (let page = 0; page < PAGES_AT_START; page++) this.#addPage(part);
    }
  }

  /** Whether the set has the digest of these words of 32 bits, with or without a sign. {@link addSought} adds it if it has not. */
  has(high: number, low: number): boolean {
    this.#soughtPart = high >>> PART_SHIFT;
    this.#soughtHigh = high & 0xffff;
    // A zero would look like a free slot.
    this.#soughtLow = (low & 0xffff) === 0 ? low | 1 : low;
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
    this.#size += 1;
    if (size > (this.#slots[part] ?? 0) * LOAD_MAX) this.#grow(part);
  }

  /** The free place where a digest belongs; the complement of its place if it is there. `word`: its low one, whose lower half is not zero. */
  #seek(part: number, high: number, word: number): number {
    const [low, middle] = [word & 0xffff, word >>> 16];
    const slots = this.#slots[part] ?? 0;
    const firstPage = part * this.#pagesMax;
    for (let at = (word >>> 0) % slots; ; ) {
      const start = (this.#pageTable[firstPage + (at >>> PAGE_BITS)] ?? 0) << PAGE_BITS;
      const chunk = this.#chunkOf(start);
      const first = NUMBERS_PER_SLOT * (start & CHUNK_MASK);
      const end = first + NUMBERS_PER_SLOT * SLOTS_PER_PAGE;
      for (let slot = first + NUMBERS_PER_SLOT * (at & SLOT_MASK); slot < end; slot += NUMBERS_PER_SLOT) {
        const found = chunk[slot + LOW];
        if (found === 0) return start + (slot - first) / NUMBERS_PER_SLOT;
        if (found === low && chunk[slot + MIDDLE] === middle && chunk[slot + HIGH] === high)
          return ~(start + (slot - first) / NUMBERS_PER_SLOT);
      }
      at = (at | SLOT_MASK) + 1;
      if (at >= slots) at = 0;
    }
  }

  #put(place: number, high: number, word: number): void {
    const chunk = this.#chunkOf(place);
    const slot = NUMBERS_PER_SLOT * (place & CHUNK_MASK);
    chunk[slot + LOW] = word;
    chunk[slot + MIDDLE] = word >>> 16;
    chunk[slot + HIGH] = high;
  }

  #chunkOf(place: number): Uint16Array {
    const chunk = this.#chunks[place >>> CHUNK_BITS];
    if (chunk === undefined) throw new Error('a place of a digest is in a page that was made');
    return chunk;
  }

  #addPage(part: number): void {
    const count = (this.#slots[part] ?? 0) >>> PAGE_BITS;
    if (count === this.#pagesMax) this.#widenPageTable();
    if ((this.#pages << PAGE_BITS) % SLOTS_PER_CHUNK === 0)
      this.#chunks.push(new Uint16Array(NUMBERS_PER_SLOT * SLOTS_PER_CHUNK));
    this.#pageTable[part * this.#pagesMax + count] = this.#pages;
    this.#pages += 1;
    this.#slots[part] = (count + 1) << PAGE_BITS;
  }

  #widenPageTable(): void {
    const [pagesMax, wider] = [this.#pagesMax, new Uint32Array(2 * this.#pageTable.length)];
    for (let part = 0; part < PART_COUNT; part++) {
      wider.set(this.#pageTable.subarray(part * pagesMax, (part + 1) * pagesMax), part * 2 * pagesMax);
    }
    this.#pageTable = wider;
    this.#pagesMax = 2 * pagesMax;
  }

  #grow(part: number): void {
    const moved = new Uint16Array(NUMBERS_PER_SLOT * (this.#sizes[part] ?? 0));
    const pageCount = (this.#slots[part] ?? 0) >>> PAGE_BITS;
    let filled = 0;
    for (let index = 0; index < pageCount; index++) {
      const start = (this.#pageTable[part * this.#pagesMax + index] ?? 0) << PAGE_BITS;
      const chunk = this.#chunkOf(start);
      const first = NUMBERS_PER_SLOT * (start & CHUNK_MASK);
      const end = first + NUMBERS_PER_SLOT * SLOTS_PER_PAGE;
      for (let slot = first; slot < end; slot += NUMBERS_PER_SLOT) {
        if (chunk[slot + LOW] === 0) continue;
        moved[filled + LOW] = chunk[slot + LOW] ?? 0;
        moved[filled + MIDDLE] = chunk[slot + MIDDLE] ?? 0;
        moved[filled + HIGH] = chunk[slot + HIGH] ?? 0;
        filled += NUMBERS_PER_SLOT;
      }
      chunk.fill(0, first, end);
    }
    const wanted = this.#wantedPages(pageCount);
    for (let index = pageCount; index < wanted; index++) this.#addPage(part);
    for (let from = 0; from < filled; from += NUMBERS_PER_SLOT) {
      const [high, word] = [moved[from + HIGH] ?? 0, ((moved[from + MIDDLE] ?? 0) << 16) | (moved[from + LOW] ?? 0)];
      this.#put(this.#seek(part, high, word), high, word);
    }
    // Free at once, so that the next growth finds this memory.
    moved.buffer.transfer(0);
  }

  /** Pages of a part that has `pageCount` of them and is full. */
  #wantedPages(pageCount: number): number {
    const expected = (this.#size / PART_COUNT) * (EXPECTED_MARGIN / this.#shareDone());
    const pages = expected / (LOAD_MAX * SLOTS_PER_PAGE);
    return Math.ceil(Math.min(Math.max(pages, GROWTH_MIN * pageCount), GROWTH_MAX * pageCount));
  }
}
