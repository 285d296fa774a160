import { writeUtf8 } from '../base/text/utf8.ts';
import type { KeySet } from '../domain/imports/outcome-on-conflict.ts';

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

/** Words of a slot: the hash of its key, 0 for a free slot; where the bytes of the key begin; the label it was added under. */
const [HASH, START, LABEL] = [0, 1, 2];
const WORDS_PER_SLOT = 3;
const LABEL_MAX = 0xffff_ffff;
/** No byte of UTF-8. */
const END = 0xff;
const ASCII_MAX = 0x7f;

/**
 * A set of texts that keeps their UTF-8 side by side in one buffer: a key costs its bytes, an end mark and 18 to 36 bytes of table,
 * where a `Set` takes about 150 bytes and keeps the line alive that the key was cut from. Exact: keys of the same hash are compared.
 * What belongs to a slot lies together, because each place that is not in the cache of the processor costs as much as the hash.
 */
export class CompactKeySet implements KeySet {
  #table = new Uint32Array(SLOTS_AT_START * WORDS_PER_SLOT);
  #slots = SLOTS_AT_START;
  readonly #label: CurrentLabel;
  #bytes = new Uint8Array(BYTES_AT_START);
  #length = 0;
  #size = 0;
  /** The key that was looked for last: its bytes follow the others, because it may be added next. */
  #sought: string | undefined;
  #soughtHash = 0;
  /** Index of its slot in the table. */
  #soughtAt = 0;
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
    if (!this.#seek(key)) return this.#illFormed.has(key);
    return this.#table[this.#soughtAt + HASH] !== 0;
  }

  add(key: string): void {
    if (key !== this.#sought && !this.#seek(key)) {
      if (!this.#illFormed.has(key)) this.#illFormed.set(key, this.#label.value);
      return;
    }
    if (this.#table[this.#soughtAt + HASH] === 0) this.addSought();
  }

  /** Like {@link has}, for a key already in UTF-8. {@link addSought} adds it if nothing was looked for since. */
  hasBytes(bytes: Uint8Array, start: number, end: number): boolean {
    this.#makeRoom(end - start + 1);
    const to = this.#length;
    for (let at = start; at < end; at++) this.#bytes[to + at - start] = bytes[at] ?? 0;
    this.#seekWritten(to + end - start);
    this.#sought = undefined;
    return this.#table[this.#soughtAt + HASH] !== 0;
  }

  /** Adds the key that {@link hasBytes} has just looked for and not found. */
  addSought(): void {
    const at = this.#soughtAt;
    this.#table[at + HASH] = this.#soughtHash;
    this.#table[at + START] = this.#length;
    this.#table[at + LABEL] = this.#label.value;
    this.#length = this.#soughtEnd;
    this.#size += 1;
    this.#sought = undefined;
    if (this.#size > takenMaxOf(this.#slots)) this.#growTable();
  }

  /** The label that the key was added under; undefined if it was not. */
  findLabel(key: string): number | undefined {
    if (!this.#seek(key)) return this.#illFormed.get(key);
    return this.#table[this.#soughtAt + HASH] === 0 ? undefined : this.#table[this.#soughtAt + LABEL];
  }

  /** Writes the key after the others, and finds its slot or the free one where it belongs. False if it is not well-formed. */
  #seek(key: string): boolean {
    this.#makeRoom(key.length * BYTES_PER_UNIT_MAX + 1);
    const bytes = this.#bytes;
    const start = this.#length;
    let end = writeAscii(key, bytes, start);
    if (end < 0) {
      if (!key.isWellFormed()) return false;
      end = writeUtf8(key, bytes, start);
    }
    this.#seekWritten(end);
    this.#sought = key;
    return true;
  }

  /** Like {@link #seek}, for a key that is already written and ends at `end`. */
  #seekWritten(end: number): void {
    const bytes = this.#bytes;
    bytes[end] = END;
    const hash = hashOf(bytes, this.#length, end);
    const table = this.#table;
    let at = (hash & (this.#slots - 1)) * WORDS_PER_SLOT;
    for (;;) {
      const found = table[at + HASH];
      if (found === 0 || (found === hash && this.#isSought(table[at + START] ?? 0, end))) break;
      at += WORDS_PER_SLOT;
      if (at === table.length) at = 0;
    }
    this.#soughtHash = hash;
    this.#soughtAt = at;
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
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }

  /** Takes out the keys that were added under a label greater than `label`; each was added after all that stay. */
  forgetAfter(label: number): void {
    for (const [key, added] of this.#illFormed) if (added > label) this.#illFormed.delete(key);
    this.#sought = undefined;
    this.#rebuild(this.#slots, label);
  }

  #growTable(): void {
    this.#rebuild(this.#slots * 2, LABEL_MAX);
  }

  /** Fills a new table with the keys up to the label `labelMax`. */
  #rebuild(slots: number, labelMax: number): void {
    const before = this.#table;
    this.#slots = slots;
    const mask = slots - 1;
    const table = new Uint32Array(slots * WORDS_PER_SLOT);
    for (let from = 0; from < before.length; from += WORDS_PER_SLOT) {
      const hash = before[from + HASH] ?? 0;
      if (hash === 0) continue;
      const start = before[from + START] ?? 0;
      if ((before[from + LABEL] ?? 0) > labelMax) {
        this.#size -= 1;
        this.#length = Math.min(this.#length, start);
        continue;
      }
      let at = (hash & mask) * WORDS_PER_SLOT;
      while (table[at + HASH] !== 0) {
        at += WORDS_PER_SLOT;
        if (at === table.length) at = 0;
      }
      table[at + HASH] = hash;
      table[at + START] = start;
      table[at + LABEL] = before[from + LABEL] ?? 0;
    }
    this.#table = table;
  }
}

/** Where the text ends in the bytes; -1 if it is not ASCII. A key of 20 characters takes 37 ns, and 77 ns by `writeUtf8` (Node 24). */
function writeAscii(text: string, bytes: Uint8Array, start: number): number {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > ASCII_MAX) return -1;
    bytes[start + index] = unit;
  }
  return start + text.length;
}

/** FNV-1a, then mixed, because the table looks at the low bits only; never 0. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash ^= hash >>> 13;
  return hash >>> 0 || 1;
}
