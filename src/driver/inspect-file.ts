import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileLimits } from '../check/file-limits.ts';
import { findByteOrderMark } from '../csv/byte-order-mark.ts';
import { CSV_START } from '../csv/csv-record.ts';
import { readRecords } from '../csv/read-records.ts';
import { scanFile } from '../csv/scan-file.ts';
import { RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';
import type { ByteRange } from './byte-range.ts';
import { DriverError } from './driver-error.ts';
import { openCsvFile } from './open-csv-file.ts';

/** A file that is worth an upload. */
export interface InspectedFile {
  readonly path: string;
  /** Without folders, as the file system has it. */
  readonly name: string;
  readonly byteLength: number;
  readonly modifiedMs: number;
  /** Hex. */
  readonly sha256: string;
  readonly header: readonly string[];
  /** Where the header is in the file, its line end included. */
  readonly headerBytes: ByteRange;
  /** The header not counted. */
  readonly recordCount: number;
}

/** Reads a file before anything is created, for all that would fail the whole job (R169 to R186). @throws {DriverError} */
export async function inspectFile(path: string, limits: FileLimits): Promise<InspectedFile> {
  const { file, found } = await openCsvFile(path);
  try {
    if (found.size > limits.bytesMax) {
      throw new DriverError({ kind: 'file-too-large', path, byteLength: found.size, bytesMax: limits.bytesMax });
    }
    await checkByteOrderMark(file, path);
    const { recordCount, sha256 } = await scanRecords(path, limits.recordsMax);
    const { size: byteLength, mtimeMs: modifiedMs } = found;
    const scanned = { sha256, recordCount, ...(await readHeader(path)) };
    return { path, name: basename(path), byteLength, modifiedMs, ...scanned };
  } finally {
    await file.close();
  }
}

async function checkByteOrderMark(file: FileHandle, path: string): Promise<void> {
  const head = Buffer.alloc(3);
  await file.read(head, 0, head.length, 0);
  const encoding = findByteOrderMark(head);
  if (encoding !== undefined) throw new DriverError({ kind: 'file-has-byte-order-mark', path, encoding });
}

async function scanRecords(
  path: string,
  recordsMax: number,
): Promise<{ readonly recordCount: number; readonly sha256: string }> {
  const scan = await scanFile(createReadStream(path), () => false);
  if (scan === 'stopped' || scan.recordCount === 0) throw new DriverError({ kind: 'file-empty', path });
  if (!scan.isUtf8) throw new DriverError({ kind: 'file-not-utf8', path });
  const recordCount = scan.recordCount - 1;
  if (recordCount > recordsMax) {
    throw new DriverError({ kind: 'file-has-too-many-users', path, recordCount, recordsMax });
  }
  return { recordCount, sha256: scan.sha256 };
}

async function readHeader(path: string): Promise<Pick<InspectedFile, 'header' | 'headerBytes'>> {
  for await (const [record] of readRecords(createReadStream(path), CSV_START, RECORD_CHARACTERS_MAX)) {
    if (record?.fields === undefined) break;
    return { header: record.fields, headerBytes: { offset: record.byteOffset, end: record.byteEnd } };
  }
  throw new DriverError({ kind: 'header-too-long', path, charactersMax: RECORD_CHARACTERS_MAX });
}
