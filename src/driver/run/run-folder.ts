import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { createPrivateFile } from '../../base/files/create-private-file.ts';
import { makePrivateDirectory } from '../../base/files/make-private-directory.ts';
import { writeDurably } from '../../base/files/write-durably.ts';
import { Journal, readJournal } from './journal.ts';
import type { JournalEntry } from './journal-event.ts';
import { RunFolderError } from './run-folder-error.ts';
import { type RunPlan, readPlan, writePlan } from './run-plan.ts';

/** The folder of a run, which this process holds alone until it is closed, or until the process dies. */
export interface RunFolder {
  /** Absolute. */
  readonly path: string;
  readonly plan: RunPlan;
  /** What was done, oldest first, up to now. */
  readEntries(): Iterable<JournalEntry>;
  readonly journal: Journal;
  close(): void;
}

/** Makes the folder of a new run, mode 0700, and holds it. @throws {RunFolderError} `not-empty`, `in-use`, `unwritable` */
export function createRunFolder(folder: string, plan: RunPlan, nowMs: () => number): RunFolder {
  const path = resolve(folder);
  refuseUsedFolder(path);
  const held = guard(path, () => {
    makePrivateDirectory(path);
    const lock = takeLock(path);
    try {
      // Written when the lock is held: two commands never write one folder.
      refuseUsedFolder(path);
      // What it holds is personal: it is not to end up in a repository.
      writeDurably(join(path, '.gitignore'), Buffer.from('*\n'));
      writePlan(path, plan);
      return { lock, journal: Journal.open(path, nowMs) };
    } catch (error) {
      lock.close();
      throw error;
    }
  });
  return toRunFolder(path, plan, held);
}

/** @throws {RunFolderError} `no-run`, `damaged`, `other-version`, `in-use`, `unwritable` */
export function openRunFolder(folder: string, nowMs: () => number): RunFolder {
  const path = resolve(folder);
  const plan = readPlan(path);
  const held = guard(path, () => {
    const taken = takeLock(path);
    try {
      return { lock: taken, journal: Journal.open(path, nowMs) };
    } catch (error) {
      taken.close();
      throw error;
    }
  });
  return toRunFolder(path, plan, held);
}

function toRunFolder(
  path: string,
  plan: RunPlan,
  { lock, journal }: { readonly lock: Database.Database; readonly journal: Journal },
): RunFolder {
  return {
    path,
    plan,
    readEntries: () => readJournal(path),
    journal,
    close() {
      journal.close();
      lock.close();
    },
  };
}

/** A folder that a person has made may be used, if it is empty. The lock of a run that did not come to its plan is no content. */
function refuseUsedFolder(path: string): void {
  if (!existsSync(path)) return;
  const names = guard(path, () => readdirSync(path));
  const isUsed = names.some((name) => !/^(?:lock\.db(?:-journal)?|\.gitignore)$/.test(name));
  if (isUsed) throw new RunFolderError('not-empty', path);
}

/** An open exclusive transaction: the kernel ends it with the process, however that dies, so no lock is ever stale. */
function takeLock(path: string): Database.Database {
  const file = join(path, 'lock.db');
  createPrivateFile(file);
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    const isBusy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    throw isBusy ? new RunFolderError('in-use', path, error) : error;
  }
}

function guard<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw error instanceof RunFolderError ? error : new RunFolderError('unwritable', path, error);
  }
}
