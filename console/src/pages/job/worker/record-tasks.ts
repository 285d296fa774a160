import { decodeUtf8, encodeUtf8 } from '../../../../../src/base/text/utf8.ts';
import { CSV_START, type CsvRecord } from '../../../../../src/csv/csv-record.ts';
import { type CsvLine, LineCutter } from '../../../../../src/csv/line-cutter.ts';
import { recordOf } from '../../../../../src/csv/record-splitter.ts';
import { reportLine } from '../../../../../src/csv/report-line.ts';
import { USERNAME_COLUMN } from '../../../../../src/domain/imports/csv-header.ts';
import type { UnimportedRecord } from '../../../../../src/domain/imports/parse-log-line.ts';
import { RECORD_CHARACTERS_MAX } from '../../../../../src/domain/imports/user-import-limits.ts';
import { fileOfBlob } from '../../../base/blob-file.ts';
import { BlobWriter } from '../../../base/blob-writer.ts';
import type { LocatedRecord } from './tasks.ts';

const CHUNK_BYTES = 256 * 1024;
const TEXT_CHARACTERS_MAX = 2_000;
const LINE_END = /[\r\n]$/;
const REASONS_HEADER = ['outcome', 'line', 'username', 'reason', 'record'];

export async function locateRecords(
  blob: Blob,
  recordNumbers: readonly number[],
  signal: AbortSignal,
): Promise<LocatedRecord[]> {
  const found: LocatedRecord[] = [];
  await walk(blob, recordNumbers, signal, (line, usernameAt) => {
    const { number, lineNumber, fields } = recordOf(line);
    const text = decodeUtf8(line.bytes, line.start, Math.min(line.end, line.start + TEXT_CHARACTERS_MAX));
    found.push({ recordNumber: number, lineNumber, username: fields?.[usernameAt] ?? '', text });
  });
  return found;
}

export async function extractRecords(blob: Blob, recordNumbers: readonly number[], signal: AbortSignal): Promise<Blob> {
  const parts: Blob[] = [];
  const ranges: { from: number; to: number }[] = [];
  const add = ({ byteOffset, byteEnd }: Pick<CsvRecord, 'byteOffset' | 'byteEnd'>) => {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === byteOffset) last.to = byteEnd;
    else ranges.push({ from: byteOffset, to: byteEnd });
  };
  await walk(blob, recordNumbers, signal, add, add);
  // Slices of the file itself: nothing of it is in memory.
  for (const { from, to } of ranges) parts.push(blob.slice(from, to));
  if (ranges.at(-1)?.to === blob.size && !LINE_END.test(await blob.slice(-1).text())) parts.push(new Blob(['\n']));
  return new Blob(parts, { type: 'text/csv' });
}

export async function writeReasons(
  blob: Blob | undefined,
  records: readonly UnimportedRecord[],
  signal: AbortSignal,
): Promise<Blob> {
  const writer = new BlobWriter();
  writer.write(encodeUtf8(reportLine(REASONS_HEADER)));
  const sorted = [...records].sort((one, other) => one.recordNumber - other.recordNumber);
  const write = ({ outcome, reason, recordNumber }: UnimportedRecord, lineNumber: string, username: string) =>
    writer.write(encodeUtf8(reportLine([outcome, lineNumber, username, reason, `${recordNumber}`])));
  if (blob === undefined) {
    for (const record of sorted) write(record, '', '');
    return writer.end();
  }
  let next = 0;
  const numbers = sorted.map(({ recordNumber }) => recordNumber);
  await walk(blob, numbers, signal, (line, usernameAt) => {
    const { number, lineNumber, fields } = recordOf(line);
    for (let record = sorted[next]; record !== undefined && record.recordNumber <= number; record = sorted[next]) {
      const isHere = record.recordNumber === number;
      write(record, isHere ? `${lineNumber}` : '', isHere ? (fields?.[usernameAt] ?? '') : '');
      next += 1;
    }
  });
  for (const record of sorted.slice(next)) write(record, '', '');
  return writer.end();
}

/** Reads the file up to the last of the records and hands out each of them, the header before them. */
async function walk(
  blob: Blob,
  recordNumbers: readonly number[],
  signal: AbortSignal,
  take: (line: CsvLine, usernameAt: number) => void,
  takeHeader: (line: CsvLine) => void = () => undefined,
): Promise<void> {
  const wanted = new Set(recordNumbers);
  const last = recordNumbers.reduce((max, number) => Math.max(max, number), 0);
  const file = fileOfBlob(blob);
  const cutter = new LineCutter(CSV_START, RECORD_CHARACTERS_MAX);
  let usernameAt = -1;
  let isOver = false;
  const takeAll = (lines: readonly CsvLine[]) => {
    for (const line of lines) {
      if (line.number === 0) {
        usernameAt = recordOf(line).fields?.indexOf(USERNAME_COLUMN) ?? -1;
        takeHeader(line);
      } else if (wanted.has(line.number)) take(line, usernameAt);
      if (line.number >= last && line.number > 0) isOver = true;
    }
  };
  for (let offset = 0; !isOver && !signal.aborted; ) {
    const chunk = await file.read(offset, CHUNK_BYTES);
    if (chunk.length === 0) break;
    offset += chunk.length;
    takeAll(cutter.push(chunk));
  }
  if (!isOver) takeAll(cutter.end());
}
