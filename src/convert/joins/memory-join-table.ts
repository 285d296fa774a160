import { FoundRows } from './found-rows.ts';
import type { JoinTable } from './join-table.ts';

/** About what a row, and what a key of it, take beside their characters. */
const BYTES_PER_ROW = 64;
const BYTES_PER_KEY = 112;
const NO_TEXTS: readonly string[] = [];

/** Rows in memory. */
export class MemoryJoinTable implements JoinTable {
  readonly #keys: (readonly string[])[] = [];
  readonly #texts: string[] = [];
  /** A list only where several rows have the key. */
  readonly #rows = new Map<string, number | number[]>();
  readonly #found = new FoundRows();
  #bytes = 0;

  /** About how much memory the rows take. */
  get bytes(): number {
    return this.#bytes;
  }

  get rowCount(): number {
    return this.#texts.length;
  }

  get unfoundCount(): number {
    return this.rowCount - this.#found.count;
  }

  add(keys: readonly string[], text: string): void {
    const row = this.#texts.push(text) - 1;
    const distinct = keys.length < 2 ? keys : [...new Set(keys)];
    this.#keys.push(distinct);
    this.#bytes += BYTES_PER_ROW + 2 * text.length;
    for (const key of distinct) {
      this.#bytes += BYTES_PER_KEY + 2 * key.length;
      const rows = this.#rows.get(key);
      if (rows === undefined) this.#rows.set(key, row);
      else if (typeof rows === 'number') this.#rows.set(key, [rows, row]);
      else rows.push(row);
    }
  }

  *prepare(): Iterable<void> {}

  find(key: string): readonly string[] {
    const rows = this.#rows.get(key);
    if (rows === undefined) return NO_TEXTS;
    return (typeof rows === 'number' ? [rows] : rows).map((row) => {
      this.#found.mark(row);
      return this.#texts[row] ?? '';
    });
  }

  /** All rows go to another table, in their order. */
  moveTo(table: JoinTable): void {
    for (const [row, keys] of this.#keys.entries()) table.add(keys, this.#texts[row] ?? '');
    this.close();
  }

  close(): void {
    this.#keys.length = 0;
    this.#texts.length = 0;
    this.#rows.clear();
  }
}
