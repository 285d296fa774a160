import { CSV_START } from '../csv/csv-record.ts';
import { joinBytes } from '../csv/join-bytes.ts';
import { LineCutter, type RecordLine } from '../csv/line-cutter.ts';
import { RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';
import { encodingRemedy, listFormatRemedies } from './format-findings.ts';
import { FormatTally } from './format-tally.ts';
import { type FixedLine, LineFixer, type LineFixerOptions } from './line-fixer.ts';
import { BOM_REMOVAL } from './remedies/byte-order-mark-removal.ts';
import { type ExaminedFile, examineFile } from './source/examine-file.ts';
import { type FileToCheck, readBytes } from './source/file-to-check.ts';
import { readSource } from './source/read-source.ts';
import { recognizeKind } from './source/recognize-kind.ts';
import { sampleLines } from './source/sample-lines.ts';
import { COGNITO_FORMAT, isCognitoFormat } from './source/source-format.ts';

const CHUNK_BYTES = 256 * 1024;
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
  /** `unreadable`: it is no CSV file. `too-long`: it is in another format, and has a record that is too long to be written again. */
  readonly end: 'written' | 'interrupted' | 'unreadable' | 'too-long';
  /** Of that record, from 1. */
  readonly tooLongLineNumber?: number;
}

/**
 * Writes a file again with all safe remedies applied. A file in another CSV format is written in Cognito's; of one that is in it, only the
 * line ends change besides, which become LF. Lines keep their numbers: where one is removed, a blank line is left, which an import passes
 * over (R180). The file is read as a stream.
 */
export async function fixFile(options: FixOptions): Promise<FixResult> {
  const { file, isUtf8, signal } = options;
  const examined = await examineFile({ file, isUtf8, charactersMax: RECORD_CHARACTERS_MAX, signal });
  const unread = { changeCount: 0, changedRecordCount: 0 };
  if (examined === 'interrupted') return { ...unread, end: examined };
  const { head, headFormat, format } = examined;
  if (recognizeKind({ bytes: head, text: headFormat.text.trimStart() }) !== undefined) {
    return { ...unread, end: 'unreadable' };
  }
  // Of an encoding that is only guessed, the bytes stay as they are.
  const isKept = isCognitoFormat({ ...format, markBytes: 0 }) || encodingRemedy(examined)?.safe === false;
  const readAs = isKept ? { ...COGNITO_FORMAT, markBytes: format.markBytes } : format;
  const fixer = new LineFixer({ ...options, sample: () => sampleLines(head, readAs, RECORD_CHARACTERS_MAX) });
  const ending = isKept ? await fixLines(options, examined, fixer) : await fixOtherFormat(options, examined, fixer);
  return { ...fixer.counts, ...ending };
}

type Ending = Omit<FixResult, 'changeCount' | 'changedRecordCount'>;

/** Of a file whose lines are as a job reads them, but for a byte order mark of UTF-8. */
async function fixLines(
  options: FixOptions,
  { format: { markBytes } }: ExaminedFile,
  fixer: LineFixer,
): Promise<Ending> {
  if (markBytes > 0) fixer.addFileChange(BOM_REMOVAL);
  const cutter = new LineCutter({ ...CSV_START, byteOffset: markBytes }, RECORD_CHARACTERS_MAX);
  const writer = new LineWriter(options);
  // Not as an iterator: a line that is too long is copied in between, out of the same memory.
  for (let done = markBytes; ; ) {
    const chunk = await options.file.read(done, CHUNK_BYTES);
    if (chunk.length === 0) break;
    if (options.signal?.aborted) return { end: 'interrupted' };
    done += chunk.length;
    await writer.write(cutter.push(chunk), fixer);
    options.onBytes?.(done);
  }
  await writer.write(cutter.end(), fixer);
  return { end: 'written' };
}

async function fixOtherFormat(options: FixOptions, examined: ExaminedFile, fixer: LineFixer): Promise<Ending> {
  const writer = new LineWriter(options);
  const tally = new FormatTally();
  for await (const { lines, done } of readSource(options.file, examined.format, RECORD_CHARACTERS_MAX)) {
    if (options.signal?.aborted) return { end: 'interrupted' };
    const tooLong = lines.find(({ isTooLong }) => isTooLong);
    if (tooLong !== undefined) return { end: 'too-long', tooLongLineNumber: tooLong.lineNumber };
    tally.take(lines);
    await writer.write(lines, fixer);
    options.onBytes?.(done);
  }
  for (const remedy of listFormatRemedies(examined, tally)) fixer.addFileChange(remedy);
  return { end: 'written' };
}

/** Writes lines one after the other, and the blank ones between them. */
class LineWriter {
  readonly #options: Pick<FixOptions, 'file' | 'write'>;
  #nextLineNumber = CSV_START.lineNumber;

  constructor(options: Pick<FixOptions, 'file' | 'write'>) {
    this.#options = options;
  }

  /** The lines hold until the file is read again, so all of them are fixed before the first is copied from the file. */
  async write(lines: readonly RecordLine[], fixer: LineFixer): Promise<void> {
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
