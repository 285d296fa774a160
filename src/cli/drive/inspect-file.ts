import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { formatCount, formatMegabytes } from '../../base/format-quantity.ts';
import { toPrintable } from '../../base/printable-text.ts';
import type { FileLimits } from '../../check/file-limits.ts';
import { findByteOrderMark } from '../../csv/byte-order-mark.ts';
import { CSV_START } from '../../csv/csv-record.ts';
import { readRecords } from '../../csv/read-records.ts';
import { scanFile } from '../../csv/scan-file.ts';
import { RECORD_CHARACTERS_MAX } from '../../domain/imports/user-import-limits.ts';
import { openCsvFile } from '../target/open-csv-file.ts';
import { CommandError } from '../terminal/command-error.ts';

/** A file that is worth an upload. */
export interface InspectedFile {
  readonly path: string;
  /** For people: without folders, harmless on a terminal. */
  readonly name: string;
  readonly byteLength: number;
  readonly modifiedMs: number;
  readonly header: readonly string[];
  /** The header not counted. */
  readonly recordCount: number;
}

/** Looks through a file before anything is made, for all that would fail the whole job (R169 to R186). */
export async function inspectFile(path: string, limits: FileLimits): Promise<InspectedFile> {
  const name = toPrintable(basename(path));
  const shown = toPrintable(path);
  const { file, found } = await openCsvFile(path);
  try {
    if (found.size > limits.bytesMax) {
      throw new CommandError(
        `${shown} has ${formatMegabytes(found.size)}; a file may have ${formatMegabytes(limits.bytesMax)} at most, so split it`,
      );
    }
    await checkByteOrderMark(file, shown);
    const recordCount = await scanRecords(path, shown, limits.recordsMax);
    const header = await readHeader(path, shown);
    return { path, name, byteLength: found.size, modifiedMs: found.mtimeMs, header, recordCount };
  } finally {
    await file.close();
  }
}

async function checkByteOrderMark(file: FileHandle, shown: string): Promise<void> {
  const head = Buffer.alloc(3);
  await file.read(head, 0, head.length, 0);
  const mark = findByteOrderMark(head);
  if (mark === undefined) return;
  const remedy =
    mark === 'utf-8'
      ? 'starts with a byte order mark (BOM), which Cognito does not take; save it as UTF-8 without BOM'
      : 'is UTF-16; save it as UTF-8 without a byte order mark (BOM)';
  throw new CommandError(`${shown} ${remedy}`);
}

async function scanRecords(path: string, shown: string, recordsMax: number): Promise<number> {
  const scan = await scanFile(createReadStream(path), { isUtf8 });
  if (scan === 'stopped' || scan.recordCount === 0) throw new CommandError(`${shown} is empty`);
  if (!scan.isUtf8) throw new CommandError(`${shown} is not valid UTF-8; convert it first (iconv -t UTF-8)`);
  const recordCount = scan.recordCount - 1;
  if (recordCount > recordsMax) {
    throw new CommandError(
      `${shown} has ${formatCount(recordCount)} users; a file may have ${formatCount(recordsMax)} at most, so split it`,
    );
  }
  return recordCount;
}

async function readHeader(path: string, shown: string): Promise<readonly string[]> {
  for await (const [record] of readRecords(createReadStream(path), CSV_START, RECORD_CHARACTERS_MAX)) {
    if (record?.fields !== undefined) return record.fields;
    break;
  }
  throw new CommandError(`the header of ${shown} is longer than ${formatCount(RECORD_CHARACTERS_MAX)} characters`);
}
