import type { Delimiter } from '../../check/source/source-format.ts';
import type { ReadRecord, TakeRecord } from '../records/raw-record.ts';
import { tooLarge } from './parse-record.ts';
import { hasOddQuotes, splitCsvLine } from './split-csv-line.ts';
import type { TextLine } from './text-lines.ts';

/** Lines that a quoted value may go over; after that its quote is taken for a character. */
const LINES_MAX = 1_000;
const CHARACTERS_MAX = 1_024 * 1_024;
/** Lines that may seem to end a record and do not. Each try looks at all of its lines again. */
const TRIES_MAX = 8;

export interface CsvRecordsOptions {
  readonly delimiter: Delimiter;
  readonly quotes: boolean;
  readonly columns: readonly string[];
  readonly splitLine: ((line: string) => readonly string[]) | undefined;
  readonly readValue: ((value: string) => string) | undefined;
  readonly take: TakeRecord;
}

/** Makes records of the lines of a CSV file, behind its header. */
export class CsvRecords {
  readonly #options: CsvRecordsOptions;
  /** Lines of a record in which a quoted value goes on. */
  #open: TextLine[] = [];
  #openCharacters = 0;
  #tries = 0;

  constructor(options: CsvRecordsOptions) {
    this.#options = options;
  }

  push(lines: readonly TextLine[]): void {
    for (const line of lines) this.#push(line);
  }

  end(): void {
    while (this.#open.length > 0) this.#giveUpQuote();
  }

  #push(line: TextLine): void {
    const { splitLine, quotes, delimiter, take } = this.#options;
    if (line.text === undefined) {
      while (this.#open.length > 0) this.#giveUpQuote();
      take(tooLarge(line.number));
      return;
    }
    if (splitLine !== undefined) {
      take(this.#recordOf(splitLine(line.text), line.number));
      return;
    }
    if (!quotes) {
      take(
        this.#recordOf(
          line.text.split(delimiter).map((value) => value.trim()),
          line.number,
        ),
      );
      return;
    }
    if (this.#open.length === 0) {
      const values = splitCsvLine(line.text, delimiter);
      if (values !== 'open') {
        take(this.#recordOf(values, line.number));
        return;
      }
    }
    this.#open.push(line);
    this.#openCharacters += line.text.length;
    if (this.#open.length > LINES_MAX || this.#openCharacters > CHARACTERS_MAX) {
      this.#giveUpQuote();
      return;
    }
    // The first has an odd number of quotes, and so has the line that ends the record.
    if (this.#open.length > 1 && hasOddQuotes(line.text)) this.#closeRecord();
  }

  #closeRecord(): void {
    const text = this.#open.map((line) => line.text).join('\n');
    const values = splitCsvLine(text, this.#options.delimiter);
    if (values === 'open') {
      this.#tries += 1;
      if (this.#tries >= TRIES_MAX) this.#giveUpQuote();
      return;
    }
    const line = this.#open[0]?.number ?? 0;
    this.#forgetOpen();
    this.#options.take(this.#recordOf(values, line));
  }

  /** Takes the first of the open lines as a record with a quote that is a character, and looks at the others again. */
  #giveUpQuote(): void {
    const [first, ...others] = this.#open;
    this.#forgetOpen();
    if (first?.text === undefined) return;
    const { delimiter, take } = this.#options;
    take(
      this.#recordOf(
        first.text.split(delimiter).map((value) => value.trim()),
        first.number,
      ),
    );
    for (const line of others) this.#push(line);
  }

  #forgetOpen(): void {
    this.#open = [];
    this.#openCharacters = 0;
    this.#tries = 0;
  }

  #recordOf(values: readonly string[], line: number): ReadRecord {
    const { columns, readValue } = this.#options;
    const count = columns.length;
    if (values.length !== count && !isPaddedWithBlanks(values, count)) {
      return { line, reason: { id: 'field-count-differs', values: { n: `${values.length}`, m: `${count}` } } };
    }
    const record: Record<string, string> = {};
    let isBlank = true;
    for (let index = 0; index < count; index++) {
      const value = values[index] ?? '';
      if (value !== '') isBlank = false;
      record[columns[index] ?? ''] = readValue === undefined ? value : readValue(value);
    }
    return isBlank ? { line, reason: { id: 'record-blank' } } : { line, value: record };
  }
}

/** Spreadsheets write more delimiters than the header has. */
function isPaddedWithBlanks(values: readonly string[], count: number): boolean {
  if (values.length < count) return false;
  for (let index = count; index < values.length; index++) if (values[index] !== '') return false;
  return true;
}
