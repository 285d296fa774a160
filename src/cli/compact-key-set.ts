import type { KeySet } from '../domain/outcome-on-conflict.ts';

const SLOTS_AT_START = 1 << 12;
const BYTES_AT_START = 1 << 16;
/** Slots of a table that are taken before it doubles: two of three. */
const takenMaxOf = (slots: number): number => Math.floor((slots * 2) / 3);
/** Of UTF-8, for a code unit. */
const BYTES_PER_UNIT_MAX = 3;

/** What keys that are added now are to be found under: a number of 32 bits, such as that of a line. */
export interface CurrentLabel {
  value: number;
}

/**
 * A set of texts that keeps their UTF-8 side by side in one buffer: a key costs its bytes, an end mark and 18 to 36 bytes of table,
 * where a `Set` takes about 150 bytes and keeps the line alive that the key was cut from. Exact: keys of the same hash are compared.
 */
export class CompactKeySet implements KeySet {
  /** Of each key: where its bytes begin. */
  #starts = new Uint32Array(SLOTS_AT_START);
  /** Of each key: its hash; 0 for a free slot. */
  #hashes = new Uint32Array(SLOTS_AT_START);
  /** Of each key: the label that was current when it was added. */
  #labels = new Uint32Array(SLOTS_AT_START);
  readonly #label: CurrentLabel;
  #bytes = Buffer.alloc(BYTES_AT_START);
  #length = 0;
  #size = 0;
  /** The key that was looked for last: its bytes stand behind the others, for it may be added next. */
  #sought: string | undefined;
  #soughtHash = 0;
  #soughtSlot = 0;
  #soughtEnd = 0;
  /** Keys with half a surrogate pair, which UTF-8 does not tell apart. */
  readonly #illFormed = new Map<string, number>();

  /** `label` is shared with who adds keys, and by several sets. */
  constructor(label: CurrentLabel) {
    this.#label = label;
  }

  get size(): number {
    return this.#size + this.#illFormed.size;
  }

  has(key: string): boolean {
    if (!key.isWellFormed()) return this.#illFormed.has(key);
    this.#seek(key);
    return this.#hashes[this.#soughtSlot] !== 0;
  }

  add(key: string): void {
    if (!key.isWellFormed()) {
      if (!this.#illFormed.has(key)) this.#illFormed.set(key, this.#label.value);
      return;
    }
    if (key !== this.#sought) this.#seek(key);
    if (this.#hashes[this.#soughtSlot] !== 0) return;
    this.#hashes[this.#soughtSlot] = this.#soughtHash;
    this.#starts[this.#soughtSlot] = this.#length;
    this.#labels[this.#soughtSlot] = this.#label.value;
    this.#length = this.#soughtEnd;
    this.#size += 1;
    this.#sought = undefined;
    if (this.#size > takenMaxOf(this.#hashes.length)) this.#growTable();
  }

  /** The label that the key was added under; undefined if it was not. */
  findLabel(key: string): number | undefined {
    if (!key.isWellFormed()) return this.#illFormed.get(key);
    return this.has(key) ? this.#labels[this.#soughtSlot] : undefined;
  }

  /** Writes the key behind the others, and finds its slot, or the free one where it belongs. */
  #seek(key: string): void {
    this.#makeRoom(key.length * BYTES_PER_UNIT_MAX + 1);
    const bytes = this.#bytes;
    const end = this.#length + bytes.write(key, this.#length, 'utf8');
    // No byte of UTF-8 is 255.
    bytes[end] = END;
    const hash = hashOf(bytes, this.#length, end);
    const mask = this.#hashes.length - 1;
    let slot = hash & mask;
    for (;;) {
      const found = this.#hashes[slot];
      if (found === 0 || (found === hash && this.#isSought(this.#starts[slot] ?? 0, end))) break;
      slot = (slot + 1) & mask;
    }
    this.#sought = key;
    this.#soughtHash = hash;
    this.#soughtSlot = slot;
    this.#soughtEnd = end + 1;
  }

  #isSought(start: number, end: number): boolean {
    const bytes = this.#bytes;
    const from = this.#length;
    for (let at = from; at <= end; at++) {
      if (bytes[start + at - from] !== bytes[at]) return false;
    }
    return true;
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  #growTable(): void {
    const [starts, hashes, labels] = [this.#starts, this.#hashes, this.#labels];
    const mask = hashes.length * 2 - 1;
    this.#starts = new Uint32Array(mask + 1);
    this.#hashes = new Uint32Array(mask + 1);
    this.#labels = new Uint32Array(mask + 1);
    for (let index = 0; index < hashes.length; index++) {
      const hash = hashes[index] ?? 0;
      if (hash === 0) continue;
      let slot = hash & mask;
      while (this.#hashes[slot] !== 0) slot = (slot + 1) & mask;
      this.#hashes[slot] = hash;
      this.#starts[slot] = starts[index] ?? 0;
      this.#labels[slot] = labels[index] ?? 0;
    }
  }
}

const END = 0xff;

/** FNV-1a, then mixed, because the table looks at the low bits only; never 0. */
function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash ^= hash >>> 13;
  return hash >>> 0 || 1;
}
