import type { CsvPosition, CsvRecord } from './csv-record.ts';
import { type CsvLine, LineCutter } from './line-cutter.ts';
import { RecordSplitter } from './record-splitter.ts';

/** The records of a file from `start` on, in groups as its chunks bring them. `chunks` begin at `start.byteOffset`. */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
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

/** The same as lines of bytes, which hold until the next group is asked for. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  start: CsvPosition,
  charactersMax: number,
): AsyncGenerator<readonly CsvLine[]> {
  const cutter = new LineCutter(start, charactersMax);
  for await (const chunk of chunks) {
    const lines = cutter.push(chunk);
    if (lines.length > 0) yield lines;
  }
  const last = cutter.end();
  if (last.length > 0) yield last;
}
