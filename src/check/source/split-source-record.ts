import { splitFields } from '../../csv/split-fields.ts';
import type { Delimiter } from './source-format.ts';

/** A value of a record. */
export interface SourceField {
  /** Where it begins in the text of its record, a quote included. */
  readonly start: number;
  /** Without quotes and escapes, trimmed. */
  readonly value: string;
}

/** How the text of a record is taken apart. */
export interface SplitRules {
  readonly delimiter: Delimiter;
  readonly quotes: boolean;
  /** Whether `\,` and `\\` stand for a comma and a backslash (R174). */
  readonly escapes: boolean;
}

const QUOTE = '"';

/** The values of a record, whose text ends before its line end. */
export function splitSourceRecord(text: string, rules: SplitRules): SourceField[] {
  const fields: SourceField[] = [];
  for (let start = 0; ; ) {
    const { end, value } = readField(text, start, rules);
    fields.push({ start: start + leadingSpace(text, start, end), value });
    if (end >= text.length) return fields;
    start = end + 1;
  }
}

function readField(text: string, start: number, rules: SplitRules): { readonly end: number; readonly value: string } {
  const { delimiter, quotes, escapes } = rules;
  if (quotes) {
    const open = skipSpaces(text, start);
    const close = text[open] === QUOTE ? findClosingQuote(text, open, delimiter) : undefined;
    if (close !== undefined && typeof close !== 'string') {
      const value = text.slice(open + 1, close.quote).replaceAll('""', QUOTE);
      return { end: close.end, value: value.trim() };
    }
  }
  if (!escapes) {
    const found = text.indexOf(delimiter, start);
    const end = found === -1 ? text.length : found;
    return { end, value: text.slice(start, end).trim() };
  }
  let end = start;
  while (end < text.length && text[end] !== delimiter) {
    end += text[end] === '\\' && (text[end + 1] === ',' || text[end + 1] === '\\') ? 2 : 1;
  }
  return { end, value: splitFields(text.slice(start, end))[0] ?? '' };
}

/**
 * The quote that closes the one at `open`, and where its value ends: at the delimiter, at a line end, or with the text. `open` if the text
 * ends before a closing quote; `malformed` if a quote stands within the value that is not doubled, so that it is no quoted value.
 */
export function findClosingQuote(
  text: string,
  open: number,
  delimiter: Delimiter,
): { readonly quote: number; readonly end: number } | 'open' | 'malformed' {
  for (let from = open + 1; ; ) {
    const quote = text.indexOf(QUOTE, from);
    if (quote === -1) return 'open';
    if (text[quote + 1] === QUOTE) {
      from = quote + 2;
      continue;
    }
    const end = skipSpaces(text, quote + 1);
    const next = text[end];
    return next === undefined || next === delimiter || next === '\n' || next === '\r' ? { quote, end } : 'malformed';
  }
}

export function skipSpaces(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') at += 1;
  return at;
}

function leadingSpace(text: string, start: number, end: number): number {
  const written = text.slice(start, end);
  return written.trim() === '' ? 0 : written.length - written.trimStart().length;
}
