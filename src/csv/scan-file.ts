import { createHash } from 'node:crypto';
import { LineCounter } from './line-counter.ts';
import { Utf8Validator } from './utf8-validator.ts';

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
export async function scanFile(chunks: AsyncIterable<Buffer>, stop: () => boolean): Promise<FileScan | 'stopped'> {
  const hash = createHash('sha256');
  const utf8 = new Utf8Validator();
  const lines = new LineCounter();
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
