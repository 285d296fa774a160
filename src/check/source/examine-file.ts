import { type FileToCheck, readBytes } from './file-to-check.ts';
import { findFormat, HEAD_BYTES, type HeadFormat } from './find-format.ts';
import { readSource } from './read-source.ts';
import type { SourceFormat } from './source-format.ts';
import { type EncodingSurvey, surveyEncoding } from './survey-encoding.ts';
import { type FileSurvey, surveyFile } from './survey-file.ts';

/** In which format a file is, and how that was found out. */
export interface ExaminedFile {
  readonly head: Uint8Array;
  readonly headFormat: HeadFormat;
  readonly survey: FileSurvey;
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

/**
 * Finds the format of a file. One that a job can read costs a pass of three searches a chunk; only a file with a fault of its own, or with
 * a quote before a value, is read once more.
 */
export async function examineFile(options: ExamineOptions): Promise<ExaminedFile | 'interrupted'> {
  const { file, isUtf8, signal } = options;
  const head = await readBytes(file, 0, HEAD_BYTES);
  const headFormat = findFormat(head);
  const { markBytes, hasSeparatorLine, delimiter } = headFormat;
  const survey = await surveyFile(file, markBytes, isUtf8, signal);
  if (survey === 'interrupted') return survey;
  const isOneByte = headFormat.encoding === 'one-byte';
  const encoding =
    isOneByte && survey.validBytes !== undefined ? await surveyEncoding(file, markBytes, isUtf8) : undefined;
  const known: Omit<SourceFormat, 'quotes' | 'lineEnd'> = {
    encoding: headFormat.encoding === 'one-byte' ? (encoding?.encoding ?? 'utf-8') : headFormat.encoding,
    markBytes,
    hasSeparatorLine,
    delimiter,
  };
  const mayBeMixed = headFormat.lineEnd === 'lf' && (survey.hasLoneCr || !isOneByte);
  const mayBeQuoted = !headFormat.quotes && (survey.mayHaveQuotes || !isOneByte);
  const suspected: SourceFormat = {
    ...known,
    quotes: headFormat.quotes || mayBeQuoted,
    lineEnd: mayBeMixed ? 'mixed' : headFormat.lineEnd,
  };
  const found = mayBeMixed || mayBeQuoted ? await findEvidence(options, suspected) : NO_EVIDENCE;
  if (found === 'interrupted') return found;
  const format: SourceFormat = {
    ...known,
    quotes: headFormat.quotes || found.needsQuotes,
    lineEnd: mayBeMixed && found.needsCr ? 'mixed' : headFormat.lineEnd,
  };
  return { head, headFormat, survey, encoding, format };
}

interface Evidence {
  /** Some record has the right number of values only if quotes group them. */
  readonly needsQuotes: boolean;
  /** Some line has several records, with a CR alone between them. */
  readonly needsCr: boolean;
}

const NO_EVIDENCE: Evidence = { needsQuotes: false, needsCr: false };

async function findEvidence(
  { file, charactersMax, signal }: ExamineOptions,
  suspected: SourceFormat,
): Promise<Evidence | 'interrupted'> {
  let [needsQuotes, needsCr] = [false, false];
  for await (const { lines } of readSource(file, suspected, charactersMax)) {
    if (signal?.aborted) return 'interrupted';
    for (const { source } of lines) {
      needsQuotes ||= source.needsQuotes;
      needsCr ||= source.isAfterCr;
    }
    if (needsQuotes && needsCr) break;
  }
  return { needsQuotes, needsCr };
}
