import { countUtf8Bytes } from './count-utf8-bytes.ts';
import { type FileToCheck, readBytes } from './file-to-check.ts';
import { findFormat, HEAD_BYTES, type HeadFormat } from './find-format.ts';
import { readSource } from './read-source.ts';
import type { SourceFormat } from './source-format.ts';
import { type EncodingSurvey, surveyEncoding } from './survey-encoding.ts';

/** In which format a file is, and how that was found out. */
export interface ExaminedFile {
  readonly head: Uint8Array;
  readonly headFormat: HeadFormat;
  /** Bytes before the first one that is not UTF-8; undefined if all are. */
  readonly validBytes: number | undefined;
  /** Of a file that is neither UTF-8 nor UTF-16. */
  readonly encoding: EncodingSurvey | undefined;
  readonly format: SourceFormat;
}

interface ExamineOptions {
  readonly file: FileToCheck;
  readonly isUtf8: (bytes: Uint8Array) => boolean;
  /** Of a record (R182). */
  readonly charactersMax: number;
  readonly signal?: AbortSignal | undefined;
}

/** Finds the format of a file by reading all of it, two or three times. */
export async function examineFile(options: ExamineOptions): Promise<ExaminedFile | 'interrupted'> {
  const { file, isUtf8, signal } = options;
  const head = await readBytes(file, 0, HEAD_BYTES);
  const headFormat = findFormat(head);
  const { markBytes, hasSeparatorLine, delimiter } = headFormat;
  const validBytes = await countUtf8Bytes(file, markBytes, isUtf8, signal);
  if (validBytes === 'interrupted') return validBytes;
  const isOneByte = headFormat.encoding === 'one-byte';
  const encoding = isOneByte && validBytes !== undefined ? await surveyEncoding(file, markBytes, isUtf8) : undefined;
  const known: Omit<SourceFormat, 'quotes' | 'escapes' | 'lineEnd'> = {
    encoding: headFormat.encoding === 'one-byte' ? (encoding?.encoding ?? 'utf-8') : headFormat.encoding,
    markBytes,
    hasSeparatorLine,
    delimiter,
  };
  const suspected: SourceFormat = {
    ...known,
    quotes: true,
    escapes: false,
    lineEnd: headFormat.lineEnd === 'lf' ? 'mixed' : headFormat.lineEnd,
  };
  const found = await findEvidence(options, suspected);
  if (found === 'interrupted') return found;
  const format: SourceFormat = {
    ...known,
    quotes: headFormat.quotes || found.needsQuotes,
    escapes: delimiter === ',' && (found.needsEscapes || !(headFormat.quotes || found.needsQuotes)),
    lineEnd: found.needsCr ? suspected.lineEnd : headFormat.lineEnd,
  };
  return { head, headFormat, validBytes, encoding, format };
}

interface Evidence {
  /** Some record has the right number of values only if quotes group them. */
  readonly needsQuotes: boolean;
  /** Some record has the right number of values only if backslashes escape commas. */
  readonly needsEscapes: boolean;
  /** Some line has several records, with a CR alone between them. */
  readonly needsCr: boolean;
}

async function findEvidence(
  { file, charactersMax, signal }: ExamineOptions,
  suspected: SourceFormat,
): Promise<Evidence | 'interrupted'> {
  let [needsQuotes, needsEscapes, needsCr] = [false, false, false];
  for await (const { lines } of readSource(file, suspected, charactersMax)) {
    if (signal?.aborted) return 'interrupted';
    for (const { source } of lines) {
      needsQuotes ||= source.needsQuotes;
      needsEscapes ||= source.needsEscapes;
      needsCr ||= source.isAfterCr;
    }
    if (needsQuotes && needsEscapes && needsCr) break;
  }
  return { needsQuotes, needsEscapes, needsCr };
}
