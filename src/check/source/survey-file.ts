import { Utf8Validator } from '../../csv/utf8-validator.ts';
import { type FileToCheck, readChunks } from './file-to-check.ts';

/** What a first look over all bytes of a file finds out. */
export interface FileSurvey {
  /** Bytes before the first one that is not UTF-8; undefined if all are. */
  readonly validBytes: number | undefined;
  /** Whether a double quote stands where a value may begin. */
  readonly mayHaveQuotes: boolean;
  /** Whether a CR stands anywhere but before an LF. */
  readonly hasLoneCr: boolean;
}

const [LF, CR, QUOTE] = [0x0a, 0x0d, 0x22];
/** What may stand before a value: line ends, the delimiters, a space. */
const BEFORE_VALUE: readonly number[] = [LF, CR, 0x2c, 0x3b, 0x09, 0x7c, 0x20];

/** Looks once over the file from `start` on. A file that a job can read costs three searches a chunk. */
export async function surveyFile(
  file: FileToCheck,
  start: number,
  isUtf8: (bytes: Uint8Array) => boolean,
  signal?: AbortSignal,
): Promise<FileSurvey | 'interrupted'> {
  const utf8 = new Utf8Validator(isUtf8);
  let isValid = true;
  let mayHaveQuotes = false;
  let hasLoneCr = false;
  let last = LF;
  for await (const chunk of readChunks(file, start)) {
    if (signal?.aborted) return 'interrupted';
    isValid &&= utf8.push(chunk);
    mayHaveQuotes ||= hasQuoteBeforeValue(chunk, last);
    hasLoneCr ||= (last === CR && chunk[0] !== LF) || hasLoneCrWithin(chunk);
    last = chunk.at(-1) ?? last;
  }
  isValid &&= utf8.end();
  return {
    validBytes: isValid ? undefined : start + utf8.validBytes,
    mayHaveQuotes,
    hasLoneCr: hasLoneCr || last === CR,
  };
}

function hasQuoteBeforeValue(chunk: Uint8Array, last: number): boolean {
  for (let at = chunk.indexOf(QUOTE); at !== -1; at = chunk.indexOf(QUOTE, at + 1)) {
    if (BEFORE_VALUE.includes(at === 0 ? last : (chunk[at - 1] ?? last))) return true;
  }
  return false;
}

/** A CR at the very end is left to the next chunk. */
function hasLoneCrWithin(chunk: Uint8Array): boolean {
  for (let at = chunk.indexOf(CR); at !== -1; at = chunk.indexOf(CR, at + 1)) {
    if (at + 1 < chunk.length && chunk[at + 1] !== LF) return true;
  }
  return false;
}
