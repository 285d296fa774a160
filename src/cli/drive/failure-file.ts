import { createWriteStream } from 'node:fs';
import { access, constants, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CommandError, describeError, findSystemCode } from '../terminal/command-error.ts';
import type { LocatedRecord } from './locate-records.ts';

const HEADER = 'line,record,username,outcome,reason\r\n';
/** What a spreadsheet would take for a formula. A phone number or a negative number is none. */
const FORMULA = /^(?:[=@\t\r]|[+-](?![0-9]+$))/;

/** Where all failed and skipped records are written. */
export interface FailureFile {
  readonly path: string;
  /** Writes a file of its own and puts it in place whole, so that nobody ever reads half of it. */
  write(records: AsyncIterable<LocatedRecord>): Promise<void>;
}

/** Checks, before anything is imported, that the file can be written. */
export async function prepareFailureFile(path: string, importedPath: string): Promise<FailureFile> {
  try {
    const target = await resolveTarget(path);
    if (target.path === (await realpath(importedPath))) {
      throw new CommandError(`--failures ${path} is the file to import; name another one`);
    }
    if (target.isDirectory) throw new CommandError(`--failures ${path} is a directory; name a file`);
    if (target.isSpecial) return { path, write: (records) => writeInto(target.path, records) };
    await access(dirname(target.path), constants.W_OK);
    return { path, write: (records) => replaceFile(target.path, records) };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`cannot write --failures ${path}: ${describeError(error)}`);
  }
}

interface Target {
  readonly path: string;
  readonly isDirectory: boolean;
  /** A pipe or a device: written into, never replaced. */
  readonly isSpecial: boolean;
}

async function resolveTarget(path: string): Promise<Target> {
  try {
    const real = await realpath(path);
    const found = await stat(real);
    return { path: real, isDirectory: found.isDirectory(), isSpecial: !found.isFile() && !found.isDirectory() };
  } catch (error) {
    if (findSystemCode(error) !== 'ENOENT') throw error;
    const folder = await realpath(dirname(resolve(path)));
    return { path: join(folder, basename(path)), isDirectory: false, isSpecial: false };
  }
}

async function replaceFile(path: string, records: AsyncIterable<LocatedRecord>): Promise<void> {
  const unfinished = `${path}.${process.pid}.unfinished`;
  const file = await open(unfinished, 'wx', 0o600);
  try {
    await pipeline(toLines(records), file.createWriteStream({ flush: true }));
    await rename(unfinished, path);
  } catch (error) {
    await file.close();
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeInto(path: string, records: AsyncIterable<LocatedRecord>): Promise<void> {
  await pipeline(toLines(records), createWriteStream(path, { flags: 'a' }));
}

async function* toLines(records: AsyncIterable<LocatedRecord>): AsyncGenerator<string, void, void> {
  yield HEADER;
  for await (const record of records) yield toFailureLine(record);
}

/** A line of RFC 4180 with its line end. */
export function toFailureLine({ lineNumber, recordNumber, username, outcome, reason }: LocatedRecord): string {
  return `${[lineNumber ?? '', recordNumber, quote(username), outcome, quote(reason)].join(',')}\r\n`;
}

/** A leading `'` keeps a spreadsheet from running a value as a formula. */
function quote(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
