import type { KeySet } from '../domain/outcome-on-conflict.ts';

const SLOTS_AT_START = 1 << 12;
const BYTES_AT_START = 1 << 16;
/** Slots of a table that are taken before it doubles: two of three. */
const takenMaxOf = (slots: number): number => Math.floor((slots * 2) / 3);
/** A code unit over 0x7f is written as this byte and its two halves. */
const WIDE = 0x80;
const BYTES_PER_UNIT_MAX = 3;

/**
 * A set of texts that keeps their characters side by side in one buffer: a key costs its characters, an end mark and 12 to 24 bytes of
 * table, where a `Set` takes about 150 bytes and keeps the line alive that the key was cut from. Exact: texts with the same hash are
 * compared.
 */
export class CompactKeySet implements KeySet {
  /** Of each key: where its bytes begin. */
  #starts = new Uint32Array(SLOTS_AT_START);
  /** Of each key: its hash; 0 for a free slot. */
  #hashes = new Uint32Array(SLOTS_AT_START);
  #bytes = Buffer.alloc(BYTES_AT_START);
  #length = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(key: string): boolean {
    return this.#hashes[this.#findSlot(key, hashOf(key))] !== 0;
  }

  add(key: string): void {
    const hash = hashOf(key);
    const slot = this.#findSlot(key, hash);
    if (this.#hashes[slot] !== 0) return;
    this.#hashes[slot] = hash;
    this.#starts[slot] = this.#length;
    this.#write(key);
    this.#size += 1;
    if (this.#size > takenMaxOf(this.#hashes.length)) this.#growTable();
  }

  /** The slot of the key, or the free one where it belongs. */
  #findSlot(key: string, hash: number): number {
    const mask = this.#hashes.length - 1;
    let slot = hash & mask;
    for (;;) {
      const found = this.#hashes[slot];
      if (found === 0 || (found === hash && this.#isAt(key, this.#starts[slot] ?? 0))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #write(key: string): void {
    const bytes = this.#roomFor(key.length * BYTES_PER_UNIT_MAX + 1);
    let at = this.#length;
    for (let index = 0; index < key.length; index++) {
      const unit = key.charCodeAt(index);
      if (unit > 0 && unit < WIDE) {
        bytes[at++] = unit;
      } else {
        bytes[at++] = WIDE;
        bytes[at++] = unit >> 8;
        bytes[at++] = unit & 0xff;
      }
    }
    // Ends the key: no other byte 0 stands where a code unit begins.
    bytes[at++] = 0;
    this.#length = at;
  }

  #isAt(key: string, start: number): boolean {
    const bytes = this.#bytes;
    let at = start;
    for (let index = 0; index < key.length; index++) {
      const unit = key.charCodeAt(index);
      if (unit > 0 && unit < WIDE) {
        if (bytes[at++] !== unit) return false;
      } else if (bytes[at++] !== WIDE || bytes[at++] !== unit >> 8 || bytes[at++] !== (unit & 0xff)) {
        return false;
      }
    }
    return bytes[at] === 0;
  }

  #roomFor(bytes: number): Buffer {
    if (this.#length + bytes > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#length + bytes));
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    return this.#bytes;
  }

  #growTable(): void {
    const [starts, hashes] = [this.#starts, this.#hashes];
    const mask = hashes.length * 2 - 1;
    this.#starts = new Uint32Array(mask + 1);
    this.#hashes = new Uint32Array(mask + 1);
    for (const [index, hash] of hashes.entries()) {
      if (hash === 0) continue;
      let slot = hash & mask;
      while (this.#hashes[slot] !== 0) slot = (slot + 1) & mask;
      this.#hashes[slot] = hash;
      this.#starts[slot] = starts[index] ?? 0;
    }
  }
}

/** FNV-1a over code units, then mixed, because the table looks at the low bits only; never 0. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash ^= hash >>> 13;
  return hash >>> 0 || 1;
}
