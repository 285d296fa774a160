import { encodeUtf8 } from '../../base/text/utf8.ts';
import { isCognitoDialect, type SourceFormat } from './source-format.ts';
import { type SourceLine, SourceRecord } from './source-record.ts';
import { findClosingQuote, type SplitRules, skipSpaces, splitSourceRecord } from './split-source-record.ts';

/** Code units of a record with its quotes, of those that a record may have without them. */
const TEXT_PER_CHARACTER_MAX = 4;
const NO_BYTES = new Uint8Array(0);

/** Quotes as ordinary characters (R173), `\,` as a comma (R174). */
const DIALECT: SplitRules = { delimiter: ',', quotes: false, escapes: true };

/**
 * Reads the text of a CSV file in any format, in pieces, and gives its records in Cognito's dialect: what a job would read if the file had
 * been written right. A line break in a value becomes a space (R178). Memory: a piece and one record.
 *
 * A double quote opens a value only at its start, and only if it closes: before a delimiter or a line end, and in a record with as many
 * values as the header has. Otherwise it is an ordinary character, so that a stray one swallows no records.
 */
export class SourceReader {
  readonly #format: SourceFormat;
  readonly #charactersMax: number;
  readonly #textMax: number;
  readonly #isCrLineEnd: boolean;
  readonly #asIs: boolean;
  #text = '';
  /** Where the record under way begins in the text. */
  #at = 0;
  /** The first quote in the text that is not before the record under way, once it was looked for. */
  #quoteAt = -1;
  #lineNumber = 1;
  #recordNumber = 0;
  /** Of the header. */
  #columnCount: number | undefined;
  #isSeparatorLineNext: boolean;
  /** Set within a record that is too long to be kept. */
  #dropped: { isBlank: boolean } | undefined;

  /** `charactersMax`: code points of a record in Cognito's dialect (R182). */
  constructor(format: SourceFormat, charactersMax: number) {
    this.#format = format;
    this.#charactersMax = charactersMax;
    this.#textMax = charactersMax * TEXT_PER_CHARACTER_MAX;
    this.#isCrLineEnd = format.lineEnd === 'cr';
    this.#asIs = isCognitoDialect({ ...format, lineEnd: 'lf' });
    this.#isSeparatorLineNext = format.hasSeparatorLine;
  }

  /** The records that end in this piece of the file. */
  push(piece: string): SourceLine[] {
    this.#text = this.#text.slice(this.#at) + piece;
    this.#at = 0;
    this.#quoteAt = -1;
    return this.#read(false);
  }

  /** The last ones. */
  end(): SourceLine[] {
    return this.#read(true);
  }

  #read(isEnd: boolean): SourceLine[] {
    const lines: SourceLine[] = [];
    for (;;) {
      if (this.#dropped !== undefined) {
        if (!this.#drop(this.#dropped, isEnd, lines)) return lines;
        continue;
      }
      if (this.#at === this.#text.length) return lines;
      const end = this.#findEnd(isEnd);
      if (end !== undefined) this.#take(end, lines);
      else if (this.#text.length - this.#at > this.#textMax) this.#dropped = { isBlank: true };
      else return lines;
    }
  }

  /** Where the record under way ends, before its line end; undefined if that is still to come. */
  #findEnd(isEnd: boolean): number | undefined {
    const { delimiter, quotes } = this.#format;
    let at = this.#at;
    if (!quotes) return this.#findLineEnd(at, isEnd);
    if (this.#quoteAt < at) this.#quoteAt = this.#findQuote(at);
    const lineEnd = this.#findLineEnd(at, isEnd);
    // Most lines have no quote.
    if (lineEnd !== undefined && lineEnd < this.#quoteAt) return lineEnd;
    for (;;) {
      const open = skipSpaces(this.#text, at);
      const close = this.#text[open] === '"' ? findClosingQuote(this.#text, open, delimiter) : 'malformed';
      if (close === 'open' && !isEnd && this.#text.length - this.#at <= this.#textMax) return undefined;
      if (typeof close !== 'string' && close.end - this.#at <= this.#textMax) {
        at = close.end;
        if (at === this.#text.length && !isEnd) return undefined;
      }
      const found = this.#findValueEnd(at, isEnd);
      if (found === undefined || found === this.#text.length || this.#text[found] !== delimiter) return found;
      at = found + 1;
    }
  }

  #findQuote(start: number): number {
    const found = this.#text.indexOf('"', start);
    return found === -1 ? Number.POSITIVE_INFINITY : found;
  }

  #findValueEnd(start: number, isEnd: boolean): number | undefined {
    const delimiter = this.#format.delimiter;
    for (let at = start; at < this.#text.length; at += 1) {
      const character = this.#text[at];
      if (character === delimiter) return at;
      if (character === '\n' || (character === '\r' && this.#isCrLineEnd)) return this.#withLineEnd(at, isEnd);
    }
    return isEnd ? this.#text.length : undefined;
  }

  #findLineEnd(start: number, isEnd: boolean): number | undefined {
    const lf = this.#text.indexOf('\n', start);
    const cr = this.#isCrLineEnd ? this.#text.indexOf('\r', start) : -1;
    const end = lf === -1 || (cr !== -1 && cr < lf) ? cr : lf;
    if (end === -1) return isEnd ? this.#text.length : undefined;
    return this.#withLineEnd(end, isEnd);
  }

  /** A CR may be half of a CRLF that is cut. */
  #withLineEnd(end: number, isEnd: boolean): number | undefined {
    return this.#text[end] === '\r' && end + 1 === this.#text.length && !isEnd ? undefined : end;
  }

  #take(end: number, lines: SourceLine[]): void {
    const lineNumber = this.#lineNumber;
    let text = this.#text.slice(this.#at, end);
    let records = this.#recordsOf(text, lineNumber);
    const firstEnd = text.search(this.#isCrLineEnd ? /[\r\n]/ : /\n/);
    let recordEnd = end;
    if (firstEnd !== -1 && this.#columnCount !== undefined && records[0]?.fields.length !== this.#columnCount) {
      // The quote that seemed to open a value of several lines did not.
      recordEnd = this.#at + firstEnd;
      text = text.slice(0, firstEnd);
      records = this.#recordsOf(text, lineNumber);
    }
    this.#passLineEnd(recordEnd, text);
    if (this.#isSeparatorLineNext) {
      this.#isSeparatorLineNext = false;
      return;
    }
    for (const record of records) if (!this.#isBlank(record.text)) lines.push(this.#toLine(record));
  }

  #passLineEnd(end: number, text: string): void {
    const isCrLf = this.#text[end] === '\r' && this.#text[end + 1] === '\n';
    this.#at = Math.min(this.#text.length, end + (isCrLf ? 2 : 1));
    this.#lineNumber += 1 + countLineEnds(text, this.#isCrLineEnd);
  }

  /** One, or several where a CR alone stands between records of the right length. */
  #recordsOf(written: string, lineNumber: number): SourceRecord[] {
    const text = !this.#isCrLineEnd && written.endsWith('\r') ? written.slice(0, -1) : written;
    const whole = this.#recordOf(text, { lineNumber });
    if (this.#format.lineEnd !== 'mixed' || !text.includes('\r') || whole.fields.length === this.#columnCount) {
      return [whole];
    }
    let charactersBefore = 0;
    const parts = text.split('\r').map((part) => {
      const record = this.#recordOf(part, { lineNumber, charactersBefore, isAfterCr: charactersBefore > 0 });
      charactersBefore += [...part].length + 1;
      return record;
    });
    const fit = parts.every(
      (part) => part.text.trim() === '' || this.#columnCount === undefined || part.fields.length === this.#columnCount,
    );
    return fit ? parts : [whole];
  }

  /** The reading that gives as many values as the header has, if one does. */
  #recordOf(
    text: string,
    place: { readonly lineNumber: number; readonly charactersBefore?: number; readonly isAfterCr?: boolean },
  ): SourceRecord {
    const { delimiter, quotes } = this.#format;
    const fixed = { text, isCrLineEnd: this.#isCrLineEnd, ...place };
    if (this.#asIs) return new SourceRecord({ ...fixed, rules: DIALECT });
    const plain = new SourceRecord({ ...fixed, rules: { delimiter, quotes, escapes: false } });
    const count = this.#columnCount;
    if (count === undefined || delimiter !== ',' || !/["\\]/.test(text)) return plain;
    const isCount = (record: SourceRecord): boolean => record.fields.length === count;
    const isDialect = !text.includes('\n') && splitSourceRecord(text, DIALECT).length === count;
    const needsQuotes = !isDialect && text.includes('"');
    const isPlain = isCount(plain);
    for (const escapes of this.#format.escapes ? [true, false] : [false, true]) {
      const flags = { needsQuotes, needsEscapes: escapes && !isPlain && text.includes('\\,') };
      const read = new SourceRecord({ ...fixed, rules: { delimiter, quotes, escapes }, ...flags });
      if (isCount(read)) return read;
    }
    return isDialect ? new SourceRecord({ ...fixed, rules: DIALECT }) : plain;
  }

  #toLine(source: SourceRecord): SourceLine {
    const number = this.#recordNumber;
    this.#recordNumber += 1;
    if (number === 0) this.#columnCount = source.fields.length;
    const isPlain = this.#asIs || (this.#format.delimiter === ',' && !/["\\\n\r]/.test(source.text));
    const text = isPlain ? source.text : source.fields.map(({ value }) => escapeValue(value)).join(',');
    const isTooLong = text.length > this.#charactersMax && [...text].length > this.#charactersMax;
    const bytes = isTooLong ? NO_BYTES : encodeUtf8(text);
    return { number, lineNumber: source.lineNumber, bytes, start: 0, end: bytes.length, isTooLong, source };
  }

  /** White space only (R180), unless it is made of delimiters. */
  #isBlank(text: string): boolean {
    return text.trim() === '' && !(this.#format.delimiter === '\t' && text.includes('\t'));
  }

  /** Looks only for the end of the record. False if that is still to come. */
  #drop(dropped: { isBlank: boolean }, isEnd: boolean, lines: SourceLine[]): boolean {
    const end = this.#findLineEnd(this.#at, isEnd) ?? this.#text.length;
    dropped.isBlank &&= this.#text.slice(this.#at, end).trim() === '';
    const isCut = end === this.#text.length && !isEnd;
    if (isCut) {
      this.#at = end;
      return false;
    }
    const lineNumber = this.#lineNumber;
    this.#passLineEnd(end, '');
    this.#dropped = undefined;
    if (dropped.isBlank) return true;
    lines.push(this.#tooLong(lineNumber));
    return true;
  }

  #tooLong(lineNumber: number): SourceLine {
    const number = this.#recordNumber;
    this.#recordNumber += 1;
    const source = new SourceRecord({ text: '', lineNumber, rules: DIALECT, isCrLineEnd: this.#isCrLineEnd });
    return { number, lineNumber, bytes: NO_BYTES, start: 0, end: 0, isTooLong: true, source };
  }
}

/** A value as Cognito's dialect writes it, without line breaks (R174, R178). */
export function escapeValue(value: string): string {
  return value.replaceAll(/\r\n|\r|\n/g, ' ').replaceAll(/[\\,]/g, '\\$&');
}

function countLineEnds(text: string, isCrLineEnd: boolean): number {
  return text.split(isCrLineEnd ? /\r\n|\r|\n/ : '\n').length - 1;
}
