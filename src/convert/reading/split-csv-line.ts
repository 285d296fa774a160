import type { Delimiter } from '../../check/source/source-format.ts';
import { findClosingQuote, skipSpaces } from '../../check/source/split-source-record.ts';

const QUOTE = '"';

/**
 * The values of a record of RFC 4180, trimmed; `open` if a quoted value does not end. A value with a quote within that is not doubled is
 * taken as it is written.
 */
export function splitCsvLine(text: string, delimiter: Delimiter): string[] | 'open' {
  if (!text.includes(QUOTE)) return splitPlain(text, delimiter);
  const values: string[] = [];
  for (let start = 0; ; ) {
    const open = skipSpaces(text, start);
    const close = text[open] === QUOTE ? findClosingQuote(text, open, delimiter) : 'malformed';
    if (close === 'open') return 'open';
    let end: number;
    if (close === 'malformed') {
      const found = text.indexOf(delimiter, start);
      end = found === -1 ? text.length : found;
      values.push(text.slice(start, end).trim());
    } else {
      end = close.end;
      values.push(
        text
          .slice(open + 1, close.quote)
          .replaceAll('""', QUOTE)
          .trim(),
      );
    }
    if (end >= text.length) return values;
    start = end + 1;
  }
}

function splitPlain(text: string, delimiter: Delimiter): string[] {
  const values = text.split(delimiter);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? '';
    values[index] = value.trim();
  }
  return values;
}

/** Whether a text has an odd number of quotes, as one has in which a quoted value goes on in the next line. */
export function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf(QUOTE); at !== -1; at = text.indexOf(QUOTE, at + 1)) isOdd = !isOdd;
  return isOdd;
}
