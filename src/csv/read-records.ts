import type { CsvPosition, CsvRecord } from './csv-record.ts';
import { RecordSplitter } from './record-splitter.ts';

/** The records of a file from `start` on, in groups as its chunks bring them. `chunks` begin at `start.byteOffset`. */
export async function* readRecords(
  chunks: AsyncIterable<Buffer>,
  start: CsvPosition,
  charactersMax: number,
): AsyncGenerator<readonly CsvRecord[]> {
  const splitter = new RecordSplitter(start, charactersMax);
  for await (const chunk of chunks) {
    const records = splitter.push(chunk);
    if (records.length > 0) yield records;
  }
  const last = splitter.end();
  if (last.length > 0) yield last;
}
