import { createReadStream } from 'node:fs';
import { CSV_START } from '../csv/csv-record.ts';
import { readRecords } from '../csv/read-records.ts';
import { USERNAME_COLUMN } from '../domain/imports/csv-header.ts';
import type { UnimportedRecord } from '../domain/imports/parse-log-line.ts';
import { RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';
import type { ByteRange } from './byte-range.ts';

export interface LocatedRecord extends UnimportedRecord {
  /** From 1; undefined if the file has no such record (any more). */
  readonly lineNumber: number | undefined;
  /** As in the file; blank if the record has none or is too long to be read. */
  readonly username: string;
  /** Where its bytes are in the file, its line end included; undefined if they are not there. */
  readonly bytes: ByteRange | undefined;
}

/** Finds each record in the file again. `unimported` is in file order; both are read as streams, side by side. */
export async function* locateRecords(
  path: string,
  unimported: AsyncIterable<UnimportedRecord>,
): AsyncGenerator<LocatedRecord, void, void> {
  const file = walkRecords(path);
  try {
    let at = await file.next();
    for await (const record of unimported) {
      while (!at.done && at.value.number < record.recordNumber) at = await file.next();
      const found = !at.done && at.value.number === record.recordNumber ? at.value : undefined;
      yield { ...record, lineNumber: found?.lineNumber, username: found?.username ?? '', bytes: found?.bytes };
    }
  } finally {
    await file.return();
  }
}

interface RecordPlace {
  readonly number: number;
  readonly lineNumber: number;
  readonly username: string;
  readonly bytes: ByteRange;
}

async function* walkRecords(path: string): AsyncGenerator<RecordPlace, void, void> {
  let usernameAt = -1;
  for await (const records of readRecords(createReadStream(path), CSV_START, RECORD_CHARACTERS_MAX)) {
    for (const { number, lineNumber, fields, byteOffset: offset, byteEnd: end } of records) {
      if (number === 0) usernameAt = fields?.indexOf(USERNAME_COLUMN) ?? -1;
      else yield { number, lineNumber, username: fields?.[usernameAt] ?? '', bytes: { offset, end } };
    }
  }
}
