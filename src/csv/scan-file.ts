import { LineCounter } from './line-counter.ts';
import { Utf8Validator } from './utf8-validator.ts';

/** What a first pass over a file finds out, without making a string of a record. */
export interface FileScan {
  readonly byteLength: number;
  readonly isUtf8: boolean;
  /** Records that are not blank, the header among them. */
  readonly recordCount: number;
}

export interface ScanOptions {
  /** As in {@link Utf8Validator}. */
  readonly isUtf8: (bytes: Uint8Array) => boolean;
  /** Asked at each chunk; true ends the scan early. */
  readonly stop?: () => boolean;
  /** Given each chunk, to hash it. */
  readonly onChunk?: (chunk: Uint8Array) => void;
}

/** Counts the lines that are not blank (R180, R185) and checks the encoding (R171). */
export async function scanFile(
  chunks: AsyncIterable<Uint8Array>,
  { isUtf8, stop, onChunk }: ScanOptions,
): Promise<FileScan | 'stopped'> {
  const utf8 = new Utf8Validator(isUtf8);
  const lines = new LineCounter();
  let byteLength = 0;
  for await (const chunk of chunks) {
    if (stop?.()) return 'stopped';
    byteLength += chunk.length;
    onChunk?.(chunk);
    utf8.push(chunk);
    lines.push(chunk);
  }
  return { byteLength, isUtf8: utf8.end(), recordCount: lines.end() };
}
