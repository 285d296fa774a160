import { readChunks } from '../../check/source/file-to-check.ts';
import { openSourceDecoder } from '../../check/source/source-decoder.ts';
import { ConvertError } from '../records/convert-error.ts';
import type { TakeRecord } from '../records/raw-record.ts';
import { CsvRecords } from './csv-records.ts';
import { JsonDocumentCutter } from './json-document-cutter.ts';
import type { CsvLayout, OpenExport } from './open-export.ts';
import { parseRecords, RECORD_TEXT_CHARACTERS_MAX, tooLarge } from './parse-record.ts';
import { TextLines } from './text-lines.ts';

/** No export has more; each is read for every record. */
const COLUMNS_MAX = 2_000;

/** Of bytes that become one text. V8 keeps larger texts apart from the others, each in memory of its own, which takes eight times as long. */
const PIECE_BYTES = 16 * 1024;

/** What a source knows of its files. */
export interface ReadingOptions {
  readonly lists: readonly string[];
  readonly csv?: {
    readonly columns?: readonly string[];
    readonly splitLine?: (line: string) => readonly string[];
    readonly readValue?: (value: string) => string;
  };
}

interface Reader {
  push(text: string): void;
  end(): void;
}

/** Reads the records of a file. Yields the bytes that were read, after the records of each chunk. Memory: a chunk and one record. */
export async function* readRecords(
  opened: OpenExport,
  options: ReadingOptions,
  take: TakeRecord,
): AsyncGenerator<number> {
  const decoder = openSourceDecoder(opened.encoding);
  const reader = openReader(opened, options, take);
  let done = opened.markBytes;
  for await (const chunk of readChunks(opened.file, opened.markBytes)) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES)
      reader.push(decoder.push(chunk.subarray(at, at + PIECE_BYTES)));
    done += chunk.length;
    yield done;
  }
  reader.push(decoder.end());
  reader.end();
  yield done;
}

/** The columns of a CSV file, as the source writes them. @throws {ConvertError} */
export function columnsOfCsv(name: string, { header }: CsvLayout, { csv }: ReadingOptions): readonly string[] {
  if (csv?.columns !== undefined) return csv.columns;
  const columns = csv?.readValue === undefined ? header : header.map(csv.readValue);
  if (columns.length > COLUMNS_MAX) {
    throw new ConvertError(
      `the header of ${name} has more than ${COLUMNS_MAX} columns; remove those that say nothing of users`,
    );
  }
  const repeated = columns.find((column, index) => column !== '' && columns.indexOf(column) !== index);
  if (repeated !== undefined)
    throw new ConvertError(`the header of ${name} has the column ${repeated} twice; rename one of them`);
  return columns;
}

function openReader(opened: OpenExport, options: ReadingOptions, take: TakeRecord): Reader {
  const { layout } = opened;
  switch (layout.form) {
    case 'json-lines':
      return new JsonLinesReader(options.lists, take);
    case 'json-document':
      return new JsonDocumentReader(options.lists, take);
    case 'csv':
      return new CsvReader(opened.name, layout, options, take);
  }
}

class JsonLinesReader implements Reader {
  readonly #lines = new TextLines(RECORD_TEXT_CHARACTERS_MAX);
  readonly #lists: readonly string[];
  readonly #take: TakeRecord;

  constructor(lists: readonly string[], take: TakeRecord) {
    this.#lists = lists;
    this.#take = take;
  }

  push(text: string): void {
    this.#parse(this.#lines.push(text));
  }

  end(): void {
    this.#parse(this.#lines.end());
  }

  #parse(lines: ReturnType<TextLines['push']>): void {
    for (const { number, text } of lines) {
      if (text === undefined) this.#take(tooLarge(number));
      else parseRecords(text, number, this.#lists, this.#take);
    }
  }
}

class JsonDocumentReader implements Reader {
  readonly #cutter: JsonDocumentCutter;
  readonly #lists: readonly string[];
  readonly #take: TakeRecord;

  constructor(lists: readonly string[], take: TakeRecord) {
    this.#lists = lists;
    this.#take = take;
    this.#cutter = new JsonDocumentCutter(lists, RECORD_TEXT_CHARACTERS_MAX);
  }

  push(text: string): void {
    this.#parse(this.#cutter.push(text));
  }

  end(): void {
    this.#parse(this.#cutter.end());
  }

  #parse(pieces: ReturnType<JsonDocumentCutter['push']>): void {
    for (const { line, text } of pieces) {
      if (text === undefined) this.#take(tooLarge(line));
      else parseRecords(text, line, this.#lists, this.#take);
    }
  }
}

class CsvReader implements Reader {
  readonly #lines: TextLines;
  readonly #records: CsvRecords;
  /** Lines before the first record: `sep=;` and the header. */
  #before: number;

  constructor(name: string, layout: CsvLayout, options: ReadingOptions, take: TakeRecord) {
    this.#lines = new TextLines(RECORD_TEXT_CHARACTERS_MAX, layout.lineEnd);
    this.#before = (layout.hasSeparatorLine ? 1 : 0) + (options.csv?.columns === undefined ? 1 : 0);
    this.#records = new CsvRecords({
      delimiter: layout.delimiter,
      quotes: layout.quotes,
      columns: columnsOfCsv(name, layout, options),
      splitLine: options.csv?.splitLine,
      readValue: options.csv?.readValue,
      take,
    });
  }

  push(text: string): void {
    this.#records.push(this.#withoutHeader(this.#lines.push(text)));
  }

  end(): void {
    this.#records.push(this.#withoutHeader(this.#lines.end()));
    this.#records.end();
  }

  #withoutHeader(lines: ReturnType<TextLines['push']>): ReturnType<TextLines['push']> {
    if (this.#before === 0) return lines;
    const skipped = Math.min(this.#before, lines.length);
    this.#before -= skipped;
    return lines.slice(skipped);
  }
}
