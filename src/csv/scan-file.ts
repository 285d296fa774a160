import { createHash } from 'node:crypto';
import { isBlank, lineBytesMax } from './record-splitter.ts';
import { Utf8Validator } from './utf8-validator.ts';

const LF = 0x0a;
const SPACE = 0x20;
const NON_ASCII = 0x80;

/** What a first pass over a file finds out, without making a string of a record. */
export interface FileScan {
  readonly byteLength: number;
  /** Hex. */
  readonly sha256: string;
  readonly isUtf8: boolean;
  /** Records that are not blank, the header among them. */
  readonly recordCount: number;
}

/** Counts the lines that are not blank (R180, R185), checks the encoding (R171) and hashes; stops early if `stop()` says so. */
export async function scanFile(
  chunks: AsyncIterable<Buffer>,
  charactersMax: number,
  stop: () => boolean,
): Promise<FileScan | 'stopped'> {
  const hash = createHash('sha256');
  const utf8 = new Utf8Validator();
  const lines = new LineCounter(charactersMax);
  let byteLength = 0;
  let isUtf8 = true;
  for await (const chunk of chunks) {
    if (stop()) return 'stopped';
    byteLength += chunk.length;
    hash.update(chunk);
    if (isUtf8) isUtf8 = utf8.push(chunk);
    lines.push(chunk);
  }
  return { byteLength, sha256: hash.digest('hex'), isUtf8: isUtf8 && utf8.end(), recordCount: lines.end() };
}

/** Counts the lines that a {@link RecordSplitter} would give as records. Most are told by their first byte alone. */
export class LineCounter {
  readonly #bytesMax: number;
  #count = 0;
  #isRecord = false;
  /** The line under way, as long as it may still be blank. */
  #held: Buffer[] = [];
  #heldBytes = 0;

  constructor(charactersMax: number) {
    this.#bytesMax = lineBytesMax(charactersMax);
  }

  push(chunk: Buffer): void {
    let start = 0;
    while (start < chunk.length) {
      const found = chunk.indexOf(LF, start);
      const end = found === -1 ? chunk.length : found;
      if (!this.#isRecord && end > start) this.#look(chunk.subarray(start, end));
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

  #look(part: Buffer): void {
    const first = part[0] ?? 0;
    this.#heldBytes += part.length;
    if ((first > SPACE && first < NON_ASCII) || this.#heldBytes > this.#bytesMax) this.#isRecord = true;
    else this.#held.push(Buffer.from(part));
  }

  #finishLine(): void {
    if (this.#isRecord || !isBlank(Buffer.concat(this.#held).toString())) this.#count += 1;
    this.#isRecord = false;
    this.#held = [];
    this.#heldBytes = 0;
  }
}
