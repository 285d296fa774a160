import { findByteOrderMark } from '../csv/byte-order-mark.ts';
import { CSV_START } from '../csv/csv-record.ts';
import { joinBytes } from '../csv/join-bytes.ts';
import { type CsvLine, LineCutter } from '../csv/line-cutter.ts';
import { RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';
import type { FileToCheck } from './file-to-check.ts';
import { type FixedLine, LineFixer, type LineFixerOptions } from './line-fixer.ts';
import { readBytes } from './read-bytes.ts';
import { BOM_REMOVAL } from './remedies/byte-order-mark-removal.ts';
import { SAMPLE_BYTES } from './sample-dates.ts';

const CHUNK_BYTES = 256 * 1024;
const MARK_BYTES = 3;
const LINE_END = Uint8Array.of(0x0a);

export interface FixOptions extends Omit<LineFixerOptions, 'sample'> {
  readonly file: FileToCheck;
  /** Takes the new file, piece by piece; the next piece comes when the promise is kept. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly onBytes?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface FixResult {
  readonly changeCount: number;
  /** Records with at least one change. */
  readonly changedRecordCount: number;
  /** `unreadable`: nothing was written, because the whole file has to be converted first. */
  readonly end: 'written' | 'interrupted' | 'unreadable';
}

/**
 * Writes a file again with all safe remedies applied. Besides them only the line ends change, which become LF. Lines keep their numbers:
 * where one is removed, a blank line is left, which an import passes over (R180). The file is read as a stream, once.
 */
export async function fixFile(options: FixOptions): Promise<FixResult> {
  const { file, signal, onBytes } = options;
  const sample = await readBytes(file, 0, SAMPLE_BYTES);
  const mark = findByteOrderMark(sample);
  const fixer = new LineFixer({ ...options, sample });
  if (mark === 'utf-16') return { ...fixer.counts, end: 'unreadable' };
  const start = mark === 'utf-8' ? MARK_BYTES : 0;
  if (mark === 'utf-8') fixer.addFileChange(BOM_REMOVAL);
  const cutter = new LineCutter({ ...CSV_START, byteOffset: start }, RECORD_CHARACTERS_MAX);
  const writer = new LineWriter(options);
  for (let done = start; ; ) {
    const chunk = await file.read(done, CHUNK_BYTES);
    if (chunk.length === 0) break;
    if (signal?.aborted) return { ...fixer.counts, end: 'interrupted' };
    done += chunk.length;
    await writer.write(cutter.push(chunk), fixer);
    onBytes?.(done);
  }
  await writer.write(cutter.end(), fixer);
  return { ...fixer.counts, end: 'written' };
}

/** Writes lines one after the other, and the blank ones between them. */
class LineWriter {
  readonly #options: Pick<FixOptions, 'file' | 'write'>;
  #nextLineNumber = CSV_START.lineNumber;

  constructor(options: Pick<FixOptions, 'file' | 'write'>) {
    this.#options = options;
  }

  /** The lines hold until the file is read again, so all of them are fixed before the first is copied from the file. */
  async write(lines: readonly CsvLine[], fixer: LineFixer): Promise<void> {
    const pieces: FixedLine[] = [];
    for (const line of lines) {
      for (; this.#nextLineNumber < line.lineNumber; this.#nextLineNumber += 1) pieces.push(LINE_END);
      const fixed = fixer.fix(line);
      pieces.push(fixed);
      if (fixed instanceof Uint8Array) pieces.push(LINE_END);
      this.#nextLineNumber += 1;
    }
    let held: Uint8Array[] = [];
    for (const piece of pieces) {
      if (piece instanceof Uint8Array) held.push(piece);
      else {
        await this.#options.write(joinBytes(held));
        held = [];
        await this.#copy(piece.byteOffset, piece.byteEnd);
      }
    }
    if (held.length > 0) await this.#options.write(joinBytes(held));
  }

  async #copy(from: number, to: number): Promise<void> {
    for (let offset = from; offset < to; ) {
      const bytes = await readBytes(this.#options.file, offset, Math.min(CHUNK_BYTES, to - offset));
      if (bytes.length === 0) return;
      await this.#options.write(bytes);
      offset += bytes.length;
    }
  }
}
