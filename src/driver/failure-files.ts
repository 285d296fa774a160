import { readSync } from 'node:fs';
import { access, constants, type FileHandle, link, lstat, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { PRIVATE_FILE_MODE } from '../base/files/private-modes.ts';
import { randomIds } from '../base/ids.ts';
import { findSystemCode } from '../base/system-code.ts';
import type { ByteRange } from './byte-range.ts';
import { DriverError } from './driver-error.ts';
import type { InspectedFile } from './inspect-file.ts';
import type { LocatedRecord } from './locate-records.ts';

const REASONS_HEADER = 'outcome,line,username,reason,original_line,original_record\r\n';
/** What a spreadsheet would take for a formula. A phone number or a negative number is none. */
const FORMULA = /^(?:[=@\t\r]|[+-](?![0-9]+$))/;
const SUFFIX_CHARACTERS = 10;
/** How file systems without hard links refuse one. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL']);
const WRITE_BYTES = 256 * 1024;

/** The files that hold the records of an import that created no user, as they were: each can be fixed and imported. */
export interface FailureFiles {
  readonly failed: FailureFile;
  readonly skipped: FailureFile;
  /** A line for each record of the two: its reason, its place there and in the imported file. */
  readonly reasons: FailureFile;
}

interface FailureFile {
  /** As the caller named it, or beside that. */
  readonly path: string;
  /** With links followed. */
  readonly target: string;
}

export interface PreparedFailureFiles extends FailureFiles {
  readonly mayReplace: boolean;
}

/**
 * Checks, before anything is imported, that `path` and the two names that follow from it (`failed.csv`, `failed.skipped.csv`,
 * `failed.reasons.csv`) can be written. Existing files are refused unless they may be replaced. @throws {DriverError}
 */
export async function prepareFailureFiles(
  path: string,
  importedPath: string,
  mayReplace: boolean,
): Promise<PreparedFailureFiles> {
  const { dir, name, ext } = parse(path);
  const prepare = (filePath: string) => prepareFile(filePath, importedPath, mayReplace);
  return {
    failed: await prepare(path),
    skipped: await prepare(join(dir, `${name}.skipped${ext}`)),
    reasons: await prepare(join(dir, `${name}.reasons${ext}`)),
    mayReplace,
  };
}

async function prepareFile(path: string, importedPath: string, mayReplace: boolean): Promise<FailureFile> {
  try {
    const found = await findTarget(path);
    if (found === undefined) {
      if (await isLink(path)) throw new DriverError({ kind: 'failures-not-regular', path });
      const folder = await realpath(dirname(resolve(path)));
      await access(folder, constants.W_OK);
      return { path, target: join(folder, basename(path)) };
    }
    if (found.target === (await realpath(importedPath))) throw new DriverError({ kind: 'failures-over-input', path });
    if (found.isDirectory) throw new DriverError({ kind: 'failures-is-directory', path });
    if (!found.isFile) throw new DriverError({ kind: 'failures-not-regular', path });
    if (!mayReplace) throw new DriverError({ kind: 'failures-exists', path });
    await access(dirname(found.target), constants.W_OK);
    return { path, target: found.target };
  } catch (error) {
    if (error instanceof DriverError) throw error;
    throw new DriverError({ kind: 'failures-unwritable', path }, error);
  }
}

async function findTarget(
  path: string,
): Promise<{ readonly target: string; readonly isDirectory: boolean; readonly isFile: boolean } | undefined> {
  try {
    const target = await realpath(path);
    const found = await stat(target);
    return { target, isDirectory: found.isDirectory(), isFile: found.isFile() };
  } catch (error) {
    if (findSystemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether there is a link of this name, even one to nothing. */
async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch (error) {
    if (findSystemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Writes the three files under other names and renames them once they are whole. @throws {DriverError} */
export async function writeFailureFiles(
  { failed, skipped, reasons, mayReplace }: PreparedFailureFiles,
  imported: InspectedFile,
  records: AsyncIterable<LocatedRecord>,
): Promise<void> {
  const source = await open(imported.path, 'r');
  const files: NewFile[] = [];
  let isPublished = false;
  try {
    const openFile = async (file: FailureFile): Promise<NewFile> => {
      const opened = await NewFile.open(file);
      files.push(opened);
      return opened;
    };
    const header = readBytes(source, imported.headerBytes);
    const byOutcome = {
      failed: new RecordFile(await openFile(failed), header),
      skipped: new RecordFile(await openFile(skipped), header),
    };
    const reasonLines = await openFile(reasons);
    reasonLines.push(Buffer.from(REASONS_HEADER));
    for await (const record of records) {
      const file = byOutcome[record.outcome];
      const line = record.bytes === undefined ? undefined : file.push(readBytes(source, record.bytes));
      reasonLines.push(Buffer.from(toReasonLine(record, line)));
      for (const { isFull, flush } of files) if (isFull()) await flush();
    }
    for (const file of files) await file.complete();
    for (const file of files) await file.publish(mayReplace);
    isPublished = true;
  } finally {
    await source.close();
    // All of them or none, as far as they are new.
    for (const file of files) await file.close({ withdraw: !isPublished && !mayReplace });
  }
}

/** The bytes of a line, with a line end where the file has none at its end. */
function readBytes(source: FileHandle, { offset, end }: ByteRange): Buffer {
  const bytes = Buffer.alloc(end - offset);
  // Hundreds of thousands of small reads: a promise for each would take longer than the read.
  const length = readSync(source.fd, bytes, 0, bytes.length, offset);
  const line = bytes.subarray(0, length);
  return line.at(-1) === 0x0a || line.at(-1) === 0x0d ? line : Buffer.concat([line, Buffer.from('\n')]);
}

/** Records below the header of the file that they come from. */
class RecordFile {
  readonly #file: NewFile;
  #lineNumber = 1;

  constructor(file: NewFile, header: Buffer) {
    this.#file = file;
    file.push(header);
  }

  /** Returns the number of the record's line in this file. */
  push(record: Buffer): number {
    this.#file.push(record);
    this.#lineNumber += 1;
    return this.#lineNumber;
  }
}

/** A file under a name of its own until it is whole. */
class NewFile {
  readonly #file: FileHandle;
  readonly #place: FailureFile;
  readonly #unfinished: string;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #isPublished = false;

  private constructor(file: FileHandle, place: FailureFile, unfinished: string) {
    this.#file = file;
    this.#place = place;
    this.#unfinished = unfinished;
  }

  static async open(place: FailureFile): Promise<NewFile> {
    const unfinished = `${place.target}.${randomIds.alphanumeric(SUFFIX_CHARACTERS)}.unfinished`;
    try {
      return new NewFile(await open(unfinished, 'wx', PRIVATE_FILE_MODE), place, unfinished);
    } catch (error) {
      throw new DriverError({ kind: 'failures-unwritable', path: place.path }, error);
    }
  }

  push(bytes: Buffer): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  readonly isFull = (): boolean => this.#waitingBytes >= WRITE_BYTES;

  readonly flush = async (): Promise<void> => {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    try {
      await this.#file.writeFile(Buffer.concat(waiting));
    } catch (error) {
      throw new DriverError({ kind: 'failures-unwritable', path: this.#place.path }, error);
    }
  };

  async complete(): Promise<void> {
    await this.flush();
    try {
      await this.#file.sync();
    } catch (error) {
      throw new DriverError({ kind: 'failures-unwritable', path: this.#place.path }, error);
    }
  }

  async publish(mayReplace: boolean): Promise<void> {
    const { path, target } = this.#place;
    try {
      if (mayReplace) await rename(this.#unfinished, target);
      else await publishFile(this.#unfinished, target);
      this.#isPublished = true;
    } catch (error) {
      const kind = findSystemCode(error) === 'EEXIST' ? 'failures-exists' : 'failures-unwritable';
      throw new DriverError({ kind, path }, error);
    }
  }

  async close({ withdraw }: { readonly withdraw: boolean }): Promise<void> {
    await this.#file.close();
    await rm(this.#unfinished, { force: true });
    if (withdraw && this.#isPublished) await rm(this.#place.target, { force: true });
  }
}

/**
 * Gives a whole file its name, unless there is a file of that name (`EEXIST`). Where there are no hard links, an empty file takes the
 * name first.
 */
export async function publishFile(unfinished: string, target: string, linkFile = link): Promise<void> {
  try {
    await linkFile(unfinished, target);
  } catch (error) {
    if (!NO_LINKS.has(findSystemCode(error) ?? '')) throw error;
    const taken = await open(target, 'wx', PRIVATE_FILE_MODE);
    await taken.close();
    try {
      await rename(unfinished, target);
    } catch (failure) {
      await rm(target, { force: true });
      throw failure;
    }
  }
}

/** A line of RFC 4180 with its line end. `line` is the one of the record in the file of its outcome. */
export function toReasonLine(record: LocatedRecord, line: number | undefined): string {
  const { lineNumber, recordNumber, username, outcome, reason } = record;
  return `${[outcome, line ?? '', quote(username), quote(reason), lineNumber ?? '', recordNumber].join(',')}\r\n`;
}

/** A leading `'` keeps a spreadsheet from running a value as a formula. */
function quote(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
