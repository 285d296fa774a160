import { BlankLineCheck } from './blank-line-check.ts';

const LF = 0x0a;
const SPACE = 0x20;
const NON_ASCII = 0x80;

/** Counts the lines that a `RecordSplitter` would give as records. Most are told by their first byte alone. */
export class LineCounter {
  #count = 0;
  #isRecord = false;
  /** The line under way, as long as it may still be blank. */
  #check: BlankLineCheck | undefined;

  push(chunk: Buffer): void {
    let start = 0;
    while (start < chunk.length) {
      const found = chunk.indexOf(LF, start);
      const end = found === -1 ? chunk.length : found;
      if (!this.#isRecord && end > start) this.#look(chunk, start, end);
      if (found === -1) return;
      this.#finishLine();
      start = end + 1;
    }
  }

  /** The number of records, the header among them. */
  end(): number {
    this.#finishLine();
    return this.#count;
  }

  #look(chunk: Buffer, start: number, end: number): void {
    const first = chunk[start] ?? 0;
    if (first > SPACE && first < NON_ASCII) {
      this.#isRecord = true;
      return;
    }
    this.#check ??= new BlankLineCheck();
    this.#check.push(chunk.subarray(start, end));
  }

  #finishLine(): void {
    if (this.#isRecord || this.#check?.end() === false) this.#count += 1;
    this.#isRecord = false;
    this.#check = undefined;
  }
}
