import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { findByteOrderMark } from '../../csv/byte-order-mark.ts';
import { CSV_START } from '../../csv/csv-record.ts';
import { readRecords } from '../../csv/read-records.ts';
import { scanFile } from '../../csv/scan-file.ts';
import { RECORD_CHARACTERS_MAX } from '../../domain/imports/user-import-limits.ts';
import { DriverError } from '../driver-error.ts';
import { openCsvFile } from '../open-csv-file.ts';

const MARK_BYTES = 3;

/** A file of users, of whatever size. */
export interface ReconcileSource {
  readonly path: string;
  /** Without folders. */
  readonly name: string;
  readonly byteLength: number;
  readonly modifiedMs: number;
  /** Hex. */
  readonly sha256: string;
  readonly header: readonly string[];
  /** The header not counted. */
  readonly recordCount: number;
}

/** Reads a file for all that would make every record unreadable. @throws {DriverError} */
export async function inspectSource(path: string): Promise<ReconcileSource> {
  const { size: byteLength, mtimeMs: modifiedMs } = await statChecked(path);
  const hash = createHash('sha256');
  const scan = await scanFile(createReadStream(path), { isUtf8, onChunk: (chunk) => hash.update(chunk) });
  if (scan === 'stopped' || scan.recordCount === 0) throw new DriverError({ kind: 'file-empty', path });
  if (!scan.isUtf8) throw new DriverError({ kind: 'file-not-utf8', path });
  const recordCount = scan.recordCount - 1;
  const header = await readHeader(path);
  return { path, name: basename(path), byteLength, modifiedMs, sha256: hash.digest('hex'), header, recordCount };
}

/** @throws {DriverError} if the file was written to since */
export async function refuseChanged({ path, byteLength, modifiedMs }: ReconcileSource): Promise<void> {
  const { size, mtimeMs } = await statChecked(path);
  if (size !== byteLength || mtimeMs !== modifiedMs) throw new DriverError({ kind: 'file-changed', path });
}

async function statChecked(path: string): Promise<Stats> {
  const { file, found } = await openCsvFile(path);
  try {
    const head = Buffer.alloc(MARK_BYTES);
    await file.read(head, 0, head.length, 0);
    const encoding = findByteOrderMark(head);
    if (encoding !== undefined) throw new DriverError({ kind: 'file-has-byte-order-mark', path, encoding });
    return found;
  } finally {
    await file.close();
  }
}

async function readHeader(path: string): Promise<readonly string[]> {
  for await (const [record] of readRecords(createReadStream(path), CSV_START, RECORD_CHARACTERS_MAX)) {
    if (record?.fields === undefined) break;
    return record.fields;
  }
  throw new DriverError({ kind: 'header-too-long', path, charactersMax: RECORD_CHARACTERS_MAX });
}
