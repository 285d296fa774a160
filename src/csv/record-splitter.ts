import { BlankLineCheck } from './blank-line-check.ts';
import type { CsvPosition, CsvRecord } from './csv-record.ts';
import { splitFields } from './split-fields.ts';

const LF = 0x0a;
const CR = 0x0d;
/** The most bytes that one code point takes in UTF-8. */
const BYTES_PER_CHARACTER_MAX = 4;

/**
 * Cuts a stream of bytes into records, whatever the borders of its chunks. The one splitter for every pass over a file.
 * Memory: a chunk and one record; a record over the limit is dropped while it is read.
 */
export class RecordSplitter {
  readonly #charactersMax: number;
  readonly #bytesMax: number;
  #recordNumber: number;
  #lineNumber: number;
  /** Where the line under way began. */
  #lineOffset: number;
  /** Bytes of the line under way that came in earlier chunks. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** Set if the line under way has more bytes than any permitted record: only its end is looked for, and whether it is blank. */
  #dropped: BlankLineCheck | undefined;

  /** `charactersMax`: code points of a line without its line end (R182). */
  constructor(start: CsvPosition, charactersMax: number) {
    this.#charactersMax = charactersMax;
    // Four for each character, and a CR: no line with more bytes can be a record within the limit.
    this.#bytesMax = charactersMax * BYTES_PER_CHARACTER_MAX + 1;
    this.#recordNumber = start.recordNumber;
    this.#lineNumber = start.lineNumber;
    this.#lineOffset = start.byteOffset;
  }

  /** The records that end in this chunk. */
  push(chunk: Buffer): CsvRecord[] {
    const records: CsvRecord[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LF, start);
      if (end === -1) break;
      this.#take(chunk, start, end, 1, records);
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
    return records;
  }

  /** The last record, if the file does not end with a line end (R179). */
  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    if (this.#heldBytes > 0) this.#take(Buffer.alloc(0), 0, 0, 0, records);
    return records;
  }

  #hold(part: Buffer): void {
    this.#heldBytes += part.length;
    if (this.#dropped) {
      this.#dropped.push(part);
    } else if (this.#heldBytes > this.#bytesMax) {
      this.#dropped = new BlankLineCheck();
      for (const piece of [...this.#held, part]) this.#dropped.push(piece);
      this.#held = [];
    } else {
      // A copy, so that a few bytes do not keep a whole chunk alive.
      this.#held.push(Buffer.from(part));
    }
  }

  #take(chunk: Buffer, start: number, end: number, lineEndBytes: number, records: CsvRecord[]): void {
    const byteLength = this.#heldBytes + (end - start);
    const byteOffset = this.#lineOffset;
    const byteEnd = byteOffset + byteLength + lineEndBytes;
    const lineNumber = this.#lineNumber;
    if (byteLength > this.#bytesMax) this.#hold(chunk.subarray(start, end));
    const line = this.#dropped ? undefined : this.#decode(chunk, start, end, lineEndBytes === 1);
    const blank = this.#dropped?.end() ?? (line !== undefined && isBlank(line));
    this.#held = [];
    this.#heldBytes = 0;
    this.#dropped = undefined;
    this.#lineOffset = byteEnd;
    this.#lineNumber += 1;
    if (blank) return;
    const tooLong =
      line === undefined || (line.length > this.#charactersMax && countCharacters(line) > this.#charactersMax);
    records.push({
      number: this.#recordNumber,
      lineNumber,
      byteOffset,
      byteEnd,
      fields: tooLong ? undefined : splitFields(line),
    });
    this.#recordNumber += 1;
  }

  /** The text of a line without its line end; the CR of a CRLF is part of it (R177). */
  #decode(chunk: Buffer, start: number, end: number, hasLineFeed: boolean): string {
    if (this.#heldBytes === 0) {
      const textEnd = hasLineFeed && end > start && chunk[end - 1] === CR ? end - 1 : end;
      return chunk.toString('utf8', start, textEnd);
    }
    const whole = Buffer.concat([...this.#held, chunk.subarray(start, end)]);
    const textEnd = hasLineFeed && whole[whole.length - 1] === CR ? whole.length - 1 : whole.length;
    return whole.toString('utf8', 0, textEnd);
  }
}

/** R180: empty, or white space only. */
function isBlank(line: string): boolean {
  if (line.length === 0) return true;
  const first = line.charCodeAt(0);
  return (first <= 0x20 || first >= 0xa0) && line.trim() === '';
}

/** Code points; a line of as many code units is not worth counting unless it is over the limit. */
function countCharacters(line: string): number {
  let count = 0;
  for (let index = 0; index < line.length; index += 1) {
    const code = line.charCodeAt(index);
    if (code >= 0xd800 && code <= 0xdbff) index += 1;
    count += 1;
  }
  return count;
}
