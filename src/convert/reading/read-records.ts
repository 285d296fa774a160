import { readChunks } from '../../check/source/file-to-check.ts';
import { openSourceDecoder } from '../../check/source/source-decoder.ts';
import { ConvertError } from '../records/convert-error.ts';
import type { ReadRecord } from '../records/raw-record.ts';
import { CsvRecords } from './csv-records.ts';
import { JsonDocumentCutter } from './json-document-cutter.ts';
import type { CsvLayout, OpenExport } from './open-export.ts';
import { parseRecords, RECORD_TEXT_CHARACTERS_MAX, tooLarge } from './parse-record.ts';
import { TextLines } from './text-lines.ts';

/** No export has more; each is read for every record. */
const COLUMNS_MAX = 2_000;

/** What a source knows of its files. */
export interface ReadingOptions {
  readonly lists: readonly string[];
  readonly csv?: {
    readonly columns?: readonly string[];
    readonly splitLine?: (line: string) => readonly string[];
    readonly readValue?: (value: string) => string;
  };
}

export interface RecordBatch {
  readonly records: readonly ReadRecord[];
  /** Bytes of the file that were read. */
  readonly done: number;
}

interface Reader {
  push(text: string): ReadRecord[];
  end(): ReadRecord[];
}

/** The records of a file, as its chunks bring them. Memory: a chunk and one record. */
export async function* readRecords(opened: OpenExport, options: ReadingOptions): AsyncGenerator<RecordBatch> {
  const decoder = openSourceDecoder(opened.encoding);
  const reader = openReader(opened, options);
  let done = opened.markBytes;
  for await (const chunk of readChunks(opened.file, opened.markBytes)) {
    done += chunk.length;
    yield { records: reader.push(decoder.push(chunk)), done };
  }
  yield { records: [...reader.push(decoder.end()), ...reader.end()], done };
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

function openReader(opened: OpenExport, options: ReadingOptions): Reader {
  const { layout } = opened;
  switch (layout.form) {
    case 'json-lines':
      return new JsonLinesReader(options.lists);
    case 'json-document':
      return new JsonDocumentReader(options.lists);
    case 'csv':
      return new CsvReader(opened.name, layout, options);
  }
}

class JsonLinesReader implements Reader {
  readonly #lines = new TextLines(RECORD_TEXT_CHARACTERS_MAX);
  readonly #lists: readonly string[];

  constructor(lists: readonly string[]) {
    this.#lists = lists;
  }

  push(text: string): ReadRecord[] {
    return this.#parse(this.#lines.push(text));
  }

  end(): ReadRecord[] {
    return this.#parse(this.#lines.end());
  }

  #parse(lines: ReturnType<TextLines['push']>): ReadRecord[] {
    const records: ReadRecord[] = [];
    for (const { number, text } of lines) {
      if (text === undefined) records.push(tooLarge(number));
      else parseRecords(text, number, this.#lists, records);
    }
    return records;
  }
}

class JsonDocumentReader implements Reader {
  readonly #cutter: JsonDocumentCutter;
  readonly #lists: readonly string[];

  constructor(lists: readonly string[]) {
    this.#lists = lists;
    this.#cutter = new JsonDocumentCutter(lists, RECORD_TEXT_CHARACTERS_MAX);
  }

  push(text: string): ReadRecord[] {
    return this.#parse(this.#cutter.push(text));
  }

  end(): ReadRecord[] {
    return this.#parse(this.#cutter.end());
  }

  #parse(pieces: ReturnType<JsonDocumentCutter['push']>): ReadRecord[] {
    const records: ReadRecord[] = [];
    for (const { line, text } of pieces) {
      if (text === undefined) records.push(tooLarge(line));
      else parseRecords(text, line, this.#lists, records);
    }
    return records;
  }
}

class CsvReader implements Reader {
  readonly #lines: TextLines;
  readonly #records: CsvRecords;
  /** Lines before the first record: `sep=;` and the header. */
  #before: number;

  constructor(name: string, layout: CsvLayout, options: ReadingOptions) {
    this.#lines = new TextLines(RECORD_TEXT_CHARACTERS_MAX, layout.lineEnd);
    this.#before = (layout.hasSeparatorLine ? 1 : 0) + (options.csv?.columns === undefined ? 1 : 0);
    this.#records = new CsvRecords({
      delimiter: layout.delimiter,
      quotes: layout.quotes,
      columns: columnsOfCsv(name, layout, options),
      splitLine: options.csv?.splitLine,
      readValue: options.csv?.readValue,
    });
  }

  push(text: string): ReadRecord[] {
    return this.#records.push(this.#withoutHeader(this.#lines.push(text)));
  }

  end(): ReadRecord[] {
    return [...this.#records.push(this.#withoutHeader(this.#lines.end())), ...this.#records.end()];
  }

  #withoutHeader(lines: ReturnType<TextLines['push']>): ReturnType<TextLines['push']> {
    if (this.#before === 0) return lines;
    const skipped = Math.min(this.#before, lines.length);
    this.#before -= skipped;
    return lines.slice(skipped);
  }
}
