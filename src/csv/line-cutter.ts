import { decodeUtf8 } from '../base/text/utf8.ts';
import { BlankLineCheck } from './blank-line-check.ts';
import type { CsvPosition } from './csv-record.ts';
import { joinBytes } from './join-bytes.ts';
import { beginsVisibly } from './white-space.ts';

const LF = 0x0a;
const CR = 0x0d;
/** The most bytes that one code point takes in UTF-8. */
const BYTES_PER_CHARACTER_MAX = 4;

/** The bytes of a record, or of the header, in Cognito's dialect. */
export interface RecordLine {
  /** From 1, the header not counted (R188); 0 for the header. */
  readonly number: number;
  /** From 1, every line counted, blank ones too. */
  readonly lineNumber: number;
  /** Holds the line from `start` to `end`, without its line end, until the next chunk is pushed. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Longer than a record may be (R182); its bytes are not kept. */
  readonly isTooLong: boolean;
}

/** A record, or the header, as it stands in the file. */
export interface CsvLine extends RecordLine {
  /** Bytes from the start of the file to the start of the record. */
  readonly byteOffset: number;
  /** Bytes from the start of the file to the byte after the record's line end. */
  readonly byteEnd: number;
}

const NO_BYTES = new Uint8Array(0);

/**
 * Cuts a stream of bytes into the lines that are records, whatever the borders of its chunks: under all passes that look into records.
 * Memory: a chunk and one record; a record over the limit is dropped while it is read.
 */
export class LineCutter {
  readonly #charactersMax: number;
  readonly #bytesMax: number;
  #recordNumber: number;
  #lineNumber: number;
  /** Where the line under way began. */
  #lineOffset: number;
  /** Bytes of the line under way that came in earlier chunks. */
  #held: Uint8Array[] = [];
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
  push(chunk: Uint8Array): CsvLine[] {
    const lines: CsvLine[] = [];
    // Never a Buffer, because a line that chunks share is none: code that meets both kinds is optimized twice, and a check of 300,000
    // records took 0.91 s instead of 0.76 s.
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LF, start);
      if (end === -1) break;
      this.#take(bytes, start, end, 1, lines);
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(bytes.subarray(start));
    return lines;
  }

  /** The last record, if the file does not end with a line end (R179). */
  end(): CsvLine[] {
    const lines: CsvLine[] = [];
    if (this.#heldBytes > 0) this.#take(NO_BYTES, 0, 0, 0, lines);
    return lines;
  }

  #hold(part: Uint8Array): void {
    this.#heldBytes += part.length;
    if (this.#dropped) {
      this.#dropped.push(part);
    } else if (this.#heldBytes > this.#bytesMax) {
      this.#dropped = new BlankLineCheck();
      for (const piece of [...this.#held, part]) this.#dropped.push(piece);
      this.#held = [];
    } else {
      // A copy, so that a few bytes do not keep a whole chunk alive.
      this.#held.push(new Uint8Array(part));
    }
  }

  #take(chunk: Uint8Array, chunkStart: number, chunkEnd: number, lineEndBytes: number, lines: CsvLine[]): void {
    const byteLength = this.#heldBytes + (chunkEnd - chunkStart);
    const byteOffset = this.#lineOffset;
    const byteEnd = byteOffset + byteLength + lineEndBytes;
    const lineNumber = this.#lineNumber;
    if (byteLength > this.#bytesMax) this.#hold(chunk.subarray(chunkStart, chunkEnd));
    const dropped = this.#dropped;
    let [bytes, start, end] = [chunk, chunkStart, chunkEnd];
    if (dropped) {
      [bytes, start, end] = [NO_BYTES, 0, 0];
    } else if (this.#heldBytes > 0) {
      bytes = joinBytes([...this.#held, chunk.subarray(chunkStart, chunkEnd)]);
      [start, end] = [0, bytes.length];
    }
    // The CR of a CRLF is part of the line end (R177).
    if (lineEndBytes === 1 && end > start && bytes[end - 1] === CR) end--;
    this.#held = [];
    this.#heldBytes = 0;
    this.#dropped = undefined;
    this.#lineOffset = byteEnd;
    this.#lineNumber += 1;
    if (dropped ? dropped.end() : isBlank(bytes, start, end)) return;
    const isTooLong =
      dropped !== undefined ||
      (end - start > this.#charactersMax && countCharacters(bytes, start, end) > this.#charactersMax);
    lines.push({ number: this.#recordNumber, lineNumber, byteOffset, byteEnd, bytes, start, end, isTooLong });
    this.#recordNumber += 1;
  }
}

/** Whether a line is empty or white space only (R180). The first character alone decides for most lines. */
function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  return !beginsVisibly(bytes, start, end) && decodeUtf8(bytes, start, end).trim() === '';
}

/** Code points: all bytes but those that go on with one. */
function countCharacters(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; index++) {
    if (((bytes[index] ?? 0) & 0xc0) !== 0x80) count++;
  }
  return count;
}
