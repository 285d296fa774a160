import type { KeySet } from '../../domain/imports/outcome-on-conflict.ts';

const SLOTS_AT_START = 1 << 12;
/** A table that is smaller doubles; a larger one grows by a part, so that little of its memory is for keys that never come. */
const SLOTS_THAT_DOUBLE = 1 << 20;
const GROWTH = 1.15;
/** Share of the slots that may be taken. */
const LOAD_MAX = 0.85;
/** Words of a slot: 64 bits of digest, none of it zero where the slot is taken. */
const WORDS_PER_SLOT = 2;

/**
 * A set of texts that keeps 64 bits of each: 9.4 to 10.8 bytes a key once there are a million, so that the user names and addresses of 5,000,000 users fit in
 * memory. Of 5,000,000 keys two have the same digest with a probability of one in a million; the second user is then left out and named.
 */
export class KeyDigests implements KeySet {
  #table = new Uint32Array(SLOTS_AT_START * WORDS_PER_SLOT);
  #slots = SLOTS_AT_START;
  #size = 0;
  #high = 0;
  #low = 0;

  has(key: string): boolean {
    this.#digest(key);
    return this.#table[this.#seek(this.#table, this.#slots)] !== 0;
  }

  add(key: string): void {
    this.#digest(key);
    const at = this.#seek(this.#table, this.#slots);
    if (this.#table[at] !== 0) return;
    this.#put(this.#table, at);
    this.#size += 1;
    if (this.#size > this.#slots * LOAD_MAX) this.#grow();
  }

  /** The place of the digest, or the free one where it belongs. */
  #seek(table: Uint32Array, slots: number): number {
    let at = (this.#low % slots) * WORDS_PER_SLOT;
    for (;;) {
      const high = table[at];
      if (high === 0 || (high === this.#high && table[at + 1] === this.#low)) return at;
      at += WORDS_PER_SLOT;
      if (at === table.length) at = 0;
    }
  }

  #put(table: Uint32Array, at: number): void {
    table[at] = this.#high;
    table[at + 1] = this.#low;
  }

  #grow(): void {
    const before = this.#table;
    const slots = this.#slots < SLOTS_THAT_DOUBLE ? this.#slots * 2 : Math.ceil(this.#slots * GROWTH);
    const table = new Uint32Array(slots * WORDS_PER_SLOT);
    for (let at = 0; at < before.length; at += WORDS_PER_SLOT) {
      this.#high = before[at] ?? 0;
      if (this.#high === 0) continue;
      this.#low = before[at + 1] ?? 0;
      this.#put(table, this.#seek(table, slots));
    }
    this.#table = table;
    this.#slots = slots;
  }

  /** Two multiplicative hashes of the code units, mixed into each other (cyrb53, with all of its 64 bits). */
  #digest(key: string): void {
    let [high, low] = [0xdeadbeef, 0x41c6ce57];
    for (let index = 0; index < key.length; index++) {
      const unit = key.charCodeAt(index);
      high = Math.imul(high ^ unit, 2_654_435_761);
      low = Math.imul(low ^ unit, 1_597_334_677);
    }
    const mixed = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
    this.#low = (Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(mixed ^ (mixed >>> 13), 3_266_489_909)) >>> 0;
    this.#high = mixed >>> 0 || 1;
  }
}
