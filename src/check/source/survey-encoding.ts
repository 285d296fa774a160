import { joinBytes } from '../../csv/join-bytes.ts';
import { type FileToCheck, readChunks } from './file-to-check.ts';

/** What the lines of a file that is not UTF-8 are in. */
export interface EncodingSurvey {
  /** `mixed`: many lines with characters beyond ASCII are UTF-8 all the same. */
  readonly encoding: 'windows-1252' | 'mixed';
  /** Lines that are not UTF-8. */
  readonly otherLines: number;
  /** Whether these look as Western European text does in Windows-1252; if not, its letters are another alphabet's. */
  readonly isWestern: boolean;
  /** Whether its characters are the same in the other encodings of Latin letters that spreadsheets write. */
  readonly isUnambiguous: boolean;
}

const LF = 0x0a;
const NON_ASCII = 0x80;
const LETTERS_FROM = 0xc0;
/** Letters beyond ASCII in a row: in Western European words there are at most three, in Greek or Cyrillic ones mostly more. */
const FOREIGN_RUN_MIN = 4;
/** Bytes that stand for no character in Windows-1252. */
const UNDEFINED_BYTES: readonly number[] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
/** Of Western, Central and Southern Europe. */
const LATIN_ENCODINGS = ['windows-1252', 'windows-1250', 'windows-1254', 'iso-8859-2', 'iso-8859-15'];
const LINE_BYTES_MAX = 64 * 1024;
/** A line of Windows-1252 is valid UTF-8 by accident much more rarely than one in this many. */
const ACCIDENT_MAX = 20;

/** Looks over the lines from `start` on. Memory: a chunk and 64 KiB. */
export async function surveyEncoding(
  file: FileToCheck,
  start: number,
  isUtf8: (bytes: Uint8Array) => boolean,
): Promise<EncodingSurvey> {
  let utf8Lines = 0;
  let otherLines = 0;
  let foreignLines = 0;
  let isUnambiguous = true;
  const shared = listSharedLetters();
  const take = (line: Uint8Array): void => {
    if (!line.some((byte) => byte >= NON_ASCII)) return;
    if (isUtf8(line)) utf8Lines += 1;
    else {
      otherLines += 1;
      if (isForeign(line)) foreignLines += 1;
      isUnambiguous &&= line.every((byte) => byte < NON_ASCII || shared.has(byte));
    }
  };
  let held = new Uint8Array(0);
  for await (const chunk of readChunks(file, start)) {
    const bytes = held.length === 0 ? chunk : joinBytes([held, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, from)) {
      take(bytes.subarray(from, end));
      from = end + 1;
    }
    if (bytes.length - from > LINE_BYTES_MAX) {
      take(bytes.subarray(from));
      from = bytes.length;
    }
    held = new Uint8Array(bytes.subarray(from));
  }
  take(held);
  return {
    encoding: utf8Lines * ACCIDENT_MAX > otherLines ? 'mixed' : 'windows-1252',
    otherLines,
    isWestern: foreignLines * 2 < otherLines,
    isUnambiguous,
  };
}

function isForeign(line: Uint8Array): boolean {
  let run = 0;
  for (const byte of line) {
    if (UNDEFINED_BYTES.includes(byte)) return true;
    run = byte >= LETTERS_FROM ? run + 1 : 0;
    if (run === FOREIGN_RUN_MIN) return true;
  }
  return false;
}

/** Bytes of letters that are the same in all these encodings. */
function listSharedLetters(): ReadonlySet<number> {
  const bytes = Uint8Array.from({ length: 0x100 - LETTERS_FROM }, (_, index) => LETTERS_FROM + index);
  const [first = '', ...others] = LATIN_ENCODINGS.map((label) => new TextDecoder(label).decode(bytes));
  return new Set(bytes.filter((_byte, index) => others.every((other) => other[index] === first[index])));
}
