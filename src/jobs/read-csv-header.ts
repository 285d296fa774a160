import { findByteOrderMark } from '../csv/byte-order-mark.ts';
import { CSV_START, type CsvRecord } from '../csv/csv-record.ts';
import { RecordSplitter } from '../csv/record-splitter.ts';
import { RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';

export type HeaderRead =
  | { readonly kind: 'header'; readonly record: CsvRecord }
  | { readonly kind: 'byte-order-mark'; readonly encoding: 'utf-8' | 'utf-16' }
  /** No bytes, or white space only (R186). */
  | { readonly kind: 'empty' };

const MARK_BYTES_MAX = 3;

/** The first record of a file. Reads no further than it must. */
export async function readCsvHeader(chunks: AsyncIterable<Buffer>): Promise<HeaderRead> {
  const splitter = new RecordSplitter(CSV_START, RECORD_CHARACTERS_MAX);
  let head = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head.length < MARK_BYTES_MAX) {
      head = Buffer.concat([head, chunk.subarray(0, MARK_BYTES_MAX)]);
      const encoding = findByteOrderMark(head);
      if (encoding) return { kind: 'byte-order-mark', encoding };
    }
    const [record] = splitter.push(chunk);
    if (record) return { kind: 'header', record };
  }
  const [record] = splitter.end();
  return record ? { kind: 'header', record } : { kind: 'empty' };
}
