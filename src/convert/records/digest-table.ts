const PAGE_BITS = 10;
const SLOTS_PER_PAGE = 1 << PAGE_BITS;
const SLOT_MASK = SLOTS_PER_PAGE - 1;
const [BYTES_OF_LOW, BYTES_OF_HIGH] = [4, 2];
/** So little, that a small part of the memory is for digests that never come. */
const GROWTH = 1.08;
/** Share of the slots that may be taken. */
const LOAD_MAX = 0.9;

/** A low word is not zero where the slot is taken. */
interface Page {
  readonly lows: Uint32Array;
  readonly highs: Uint16Array;
}

/**
 * Digests of 48 bits, open addressing. It grows by pages, which are never given back: tables that are copied as they grow leave holes in
 * the memory of the process, which took as much as the tables.
 */
export class DigestTable {
  readonly #pages: Page[] = [makePage()];
  #slots = SLOTS_PER_PAGE;
  #size = 0;

  has(high: number, low: number): boolean {
    return this.#lowAt(this.#seek(high & 0xffff, low || 1)) !== 0;
  }

  add(high: number, low: number): void {
    const [keptHigh, keptLow] = [high & 0xffff, low || 1];
    const at = this.#seek(keptHigh, keptLow);
    if (this.#lowAt(at) !== 0) return;
    this.#put(at, keptHigh, keptLow);
    this.#size += 1;
    if (this.#size > this.#slots * LOAD_MAX) this.#grow();
  }

  /** The place of the digest, or the free one where it belongs. */
  #seek(high: number, low: number): number {
    const pages = this.#pages;
    for (let at = low % this.#slots; ; ) {
      const page = pages[at >>> PAGE_BITS];
      if (page === undefined) {
        at = 0;
        continue;
      }
      const { lows, highs } = page;
      for (let slot = at & SLOT_MASK; slot < SLOTS_PER_PAGE; slot++, at++) {
        const found = lows[slot];
        if (found === 0 || (found === low && highs[slot] === high)) return at;
      }
    }
  }

  #lowAt(at: number): number {
    return this.#pages[at >>> PAGE_BITS]?.lows[at & SLOT_MASK] ?? 0;
  }

  #put(at: number, high: number, low: number): void {
    const page = this.#pages[at >>> PAGE_BITS];
    if (page === undefined) return;
    page.lows[at & SLOT_MASK] = low;
    page.highs[at & SLOT_MASK] = high;
  }

  #grow(): void {
    const [lows, highs] = [new Uint32Array(this.#size), new Uint16Array(this.#size)];
    let count = 0;
    for (const page of this.#pages) {
      for (let slot = 0; slot < SLOTS_PER_PAGE; slot++) {
        const low = page.lows[slot] ?? 0;
        if (low === 0) continue;
        lows[count] = low;
        highs[count] = page.highs[slot] ?? 0;
        count += 1;
      }
      page.lows.fill(0);
    }
    const pageCount = Math.ceil(this.#pages.length * GROWTH);
    while (this.#pages.length < pageCount) this.#pages.push(makePage());
    this.#slots = pageCount * SLOTS_PER_PAGE;
    for (let index = 0; index < count; index++) {
      const [low, high] = [lows[index] ?? 0, highs[index] ?? 0];
      this.#put(this.#seek(high, low), high, low);
    }
    // Free at once, so that the next growth finds this memory.
    lows.buffer.transfer(0);
    highs.buffer.transfer(0);
  }
}

function makePage(): Page {
  const memory = new ArrayBuffer(SLOTS_PER_PAGE * (BYTES_OF_LOW + BYTES_OF_HIGH));
  return {
    lows: new Uint32Array(memory, 0, SLOTS_PER_PAGE),
    highs: new Uint16Array(memory, SLOTS_PER_PAGE * BYTES_OF_LOW, SLOTS_PER_PAGE),
  };
}
