import { decodeUtf8 } from '../base/text/utf8.ts';
import type { CsvPosition, CsvRecord } from './csv-record.ts';
import { type CsvLine, LineCutter, type RecordLine } from './line-cutter.ts';
import { splitFields } from './split-fields.ts';

/** Cuts a stream of bytes into records with their values, whatever the borders of its chunks. */
export class RecordSplitter {
  readonly #lines: LineCutter;

  /** `charactersMax`: code points of a line without its line end (R182). */
  constructor(start: CsvPosition, charactersMax: number) {
    this.#lines = new LineCutter(start, charactersMax);
  }

  /** The records that end in this chunk. */
  push(chunk: Uint8Array): CsvRecord[] {
    return this.#lines.push(chunk).map(recordOf);
  }

  /** The last record, if the file does not end with a line end (R179). */
  end(): CsvRecord[] {
    return this.#lines.end().map(recordOf);
  }
}

/** A line with its values. */
export function recordOf(line: CsvLine): CsvRecord {
  const { number, lineNumber, byteOffset, byteEnd } = line;
  return { number, lineNumber, byteOffset, byteEnd, fields: fieldsOf(line) };
}

/** The values of a line; undefined if it is longer than a record may be (R182). */
export function fieldsOf({ bytes, start, end, isTooLong }: RecordLine): readonly string[] | undefined {
  return isTooLong ? undefined : splitFields(decodeUtf8(bytes, start, end));
}
