import { encodeUtf8 } from '../../../../../src/base/text/utf8.ts';
import { readChunks } from '../../../../../src/check/source/file-to-check.ts';
import { CSV_START } from '../../../../../src/csv/csv-record.ts';
import { joinFields } from '../../../../../src/csv/join-fields.ts';
import { type CsvLine, LineCutter } from '../../../../../src/csv/line-cutter.ts';
import { fieldsOf } from '../../../../../src/csv/record-splitter.ts';
import { RECORD_CHARACTERS_MAX } from '../../../../../src/domain/imports/user-import-limits.ts';
import { fileOfBlob } from '../../../base/blob-file.ts';
import type { EditTask, RecordEdit } from './tasks.ts';

/** A file in Cognito's format with one record changed or taken out. All else stays as it is, and is not even read into memory. */
export async function editRecord({ file: { blob }, edit }: EditTask): Promise<Blob> {
  const cutter = new LineCutter(CSV_START, RECORD_CHARACTERS_MAX);
  let header: readonly string[] = [];
  let edited: Blob | undefined;
  const take = (lines: readonly CsvLine[]) => {
    for (const line of lines) {
      if (line.number === 0) header = fieldsOf(line) ?? [];
      if (line.number !== edit.recordNumber) continue;
      const bytes = bytesOf(fieldsOf(line) ?? [], header, edit);
      edited = new Blob([blob.slice(0, line.byteOffset), bytes, blob.slice(line.byteEnd)], { type: 'text/csv' });
    }
  };
  for await (const chunk of readChunks(fileOfBlob(blob))) {
    take(cutter.push(chunk));
    if (edited !== undefined) return edited;
  }
  take(cutter.end());
  if (edited === undefined) throw new Error(`the file has no record ${edit.recordNumber}`);
  return edited;
}

function bytesOf(fields: readonly string[], header: readonly string[], edit: RecordEdit): Uint8Array<ArrayBuffer> {
  if (edit.kind === 'remove') return new Uint8Array(0);
  const at = header.indexOf(edit.column);
  if (at < 0 || at >= fields.length) throw new Error(`record ${edit.recordNumber} has no value in ${edit.column}`);
  return new Uint8Array(encodeUtf8(`${joinFields(fields.with(at, edit.value))}\n`));
}
