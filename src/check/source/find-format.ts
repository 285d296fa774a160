import { findByteOrderMark } from '../../csv/byte-order-mark.ts';
import { openSourceDecoder } from './source-decoder.ts';
import { DELIMITERS, type Delimiter, type SourceEncoding, type SourceFormat } from './source-format.ts';
import { splitSourceRecord } from './split-source-record.ts';

/** Of a file, for {@link findFormat}: the header is within it, or is too long. And for samples: a thousand records or more. */
export const HEAD_BYTES = 256 * 1024;

/** What the start of a file says of its format; its other bytes decide the rest. */
export interface HeadFormat extends Omit<SourceFormat, 'encoding' | 'escapes' | 'lineEnd'> {
  /** `one-byte`: UTF-8 or one of the older encodings. */
  readonly encoding: 'utf-16le' | 'utf-16be' | 'one-byte';
  readonly lineEnd: 'lf' | 'cr';
  /** The first line, or the one behind `sep=`. */
  readonly headerText: string;
  /** The bytes as text, without a byte order mark. */
  readonly text: string;
}

const SEPARATOR_LINE = /^"?sep=(.)"?\s*$/i;

/** The format of a file, as far as its first bytes show it. `known` is its encoding, if all of its bytes have been looked at. */
export function findFormat(head: Uint8Array, known?: SourceEncoding): HeadFormat {
  const { encoding, markBytes } = findEncoding(head);
  const decoder = openSourceDecoder(known ?? (encoding === 'one-byte' ? 'utf-8' : encoding));
  const decoded = decoder.push(head.subarray(markBytes));
  // Only for mixed encodings a line is held back.
  const text = known === 'mixed' ? decoded + decoder.end() : decoded;
  const lineEnd = findLineEnd(text);
  const lines = text.split(lineEnd === 'cr' ? /\r\n|\r|\n/ : /\r?\n/, HEAD_LINES_MAX);
  const separator = SEPARATOR_LINE.exec(lines[0] ?? '')?.[1];
  const hasSeparatorLine = separator !== undefined;
  const headerText = lines.slice(hasSeparatorLine ? 1 : 0).find((line) => line.trim() !== '') ?? '';
  const delimiter = DELIMITERS.find((known) => known === separator) ?? chooseDelimiter(headerText);
  return {
    encoding,
    markBytes,
    hasSeparatorLine,
    delimiter,
    // Whatever writes other delimiters than Cognito's, writes quotes too.
    quotes: delimiter !== ',' || hasQuotedValue(headerText),
    lineEnd,
    headerText,
    text,
  };
}

const HEAD_LINES_MAX = 20;

function findEncoding(head: Uint8Array): Pick<HeadFormat, 'encoding' | 'markBytes'> {
  switch (findByteOrderMark(head)) {
    case 'utf-8':
      return { encoding: 'one-byte', markBytes: 3 };
    case 'utf-16':
      return { encoding: head[0] === 0xff ? 'utf-16le' : 'utf-16be', markBytes: 2 };
    case undefined:
      return { encoding: findUtf16(head) ?? 'one-byte', markBytes: 0 };
  }
}

const SAMPLE_BYTES = 2_048;
/** Half of the bytes of ASCII text in UTF-16 are zero, and all on one side. */
const ZEROS_MIN = 0.7;
const ZEROS_MAX = 0.1;

/** UTF-16 without a byte order mark, by where its zero bytes are. */
function findUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = head.subarray(0, Math.min(SAMPLE_BYTES, head.length - (head.length % 2)));
  const pairs = sample.length / 2;
  if (pairs < 2) return undefined;
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [first, second] = zeros.map((count) => count / pairs);
  if (first === undefined || second === undefined) return undefined;
  if (second >= ZEROS_MIN && first <= ZEROS_MAX) return 'utf-16le';
  if (first >= ZEROS_MIN && second <= ZEROS_MAX) return 'utf-16be';
  return undefined;
}

/** `cr` if a CR alone ends the first line: no header has one within. */
function findLineEnd(text: string): 'lf' | 'cr' {
  const cr = /\r(?!\n|$)/.exec(text)?.index ?? -1;
  const lf = text.indexOf('\n');
  return cr > 0 && (lf === -1 || cr < lf) ? 'cr' : 'lf';
}

/** The one that gives the header the most values. */
function chooseDelimiter(header: string): Delimiter {
  let best: Delimiter = ',';
  let most = countValues(header, ',');
  for (const delimiter of DELIMITERS) {
    const count = countValues(header, delimiter);
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}

function countValues(header: string, delimiter: Delimiter): number {
  return splitSourceRecord(header, { delimiter, quotes: true, escapes: false }).length;
}

function hasQuotedValue(header: string): boolean {
  const rules = { delimiter: ',', escapes: false } as const;
  const literal = splitSourceRecord(header, { ...rules, quotes: false });
  const grouped = splitSourceRecord(header, { ...rules, quotes: true });
  return literal.map(({ value }) => value).join(',') !== grouped.map(({ value }) => value).join(',');
}
