import { BlankLineCheck } from './blank-line-check.ts';
import { beginsVisibly } from './white-space.ts';

const LF = 0x0a;

/** Counts the lines that a `RecordSplitter` would give as records. The first character alone decides for most lines. */
export class LineCounter {
  #count = 0;
  #isRecord = false;
  /** The line under way, as long as it may still be blank. */
  #check: BlankLineCheck | undefined;

  push(chunk: Uint8Array): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LF, start);
      if (end === -1) break;
      this.#look(chunk, start, end);
      this.#finishLine();
      start = end + 1;
    }
    this.#look(chunk, start, chunk.length);
  }

  /** The number of records, the header among them. */
  end(): number {
    this.#finishLine();
    return this.#count;
  }

  #look(chunk: Uint8Array, start: number, end: number): void {
    if (this.#isRecord || start === end) return;
    if (this.#check === undefined && beginsVisibly(chunk, start, end)) {
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
