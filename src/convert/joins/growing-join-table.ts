import type { JoinTable } from './join-table.ts';
import { MemoryJoinTable } from './memory-join-table.ts';

/** Makes the table that rows go to when they are too many for memory. */
export type OpenLargeJoinTable = () => JoinTable;

/** So much of the memory of a conversion, 250 MB, may rows take that are held in it (R759). */
export const JOIN_MEMORY_BYTES_MAX = 8 * 1024 * 1024;

/** Rows in memory until they take too much of it, and then all of them in a table that takes any number. */
export class GrowingJoinTable implements JoinTable {
  #table: JoinTable;
  /** Undefined once the rows have moved. */
  #memory: MemoryJoinTable | undefined;
  readonly #bytesMax: number;
  readonly #openLarge: OpenLargeJoinTable;

  constructor(openLarge: OpenLargeJoinTable, bytesMax = JOIN_MEMORY_BYTES_MAX) {
    this.#memory = new MemoryJoinTable();
    this.#table = this.#memory;
    this.#bytesMax = bytesMax;
    this.#openLarge = openLarge;
  }

  get isLarge(): boolean {
    return this.#memory === undefined;
  }

  get rowCount(): number {
    return this.#table.rowCount;
  }

  get unfoundCount(): number {
    return this.#table.unfoundCount;
  }

  add(keys: readonly string[], text: string): void {
    this.#table.add(keys, text);
    if (this.#memory === undefined || this.#memory.bytes <= this.#bytesMax) return;
    const large = this.#openLarge();
    this.#table = large;
    this.#memory.moveTo(large);
    this.#memory = undefined;
  }

  prepare(): Iterable<void> {
    return this.#table.prepare();
  }

  find(key: string): readonly string[] {
    return this.#table.find(key);
  }

  close(): void {
    this.#table.close();
  }
}
