import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { createPrivateFile } from '../base/files/create-private-file.ts';
import { listUploadedBlobs } from '../store/sql/jobs/import-jobs.ts';
import { findServerKeyFingerprint } from '../store/sql/meta.ts';
import { openReadingConnection, openSession } from '../store/sqlite/connection.ts';
import { readSchemaVersion } from '../store/sqlite/prepare-database.ts';

/** More than any database has. */
const ALL_PAGES = 2 ** 31 - 1;

/** What a copy of the database asks of what lies beside it. */
export interface DatabaseCopy {
  /** Of the uploads that jobs still need. */
  readonly blobIds: readonly string[];
  /** Of the server key that opens it; undefined if no server has pinned one. */
  readonly serverKeyFingerprint: string | undefined;
}

/**
 * Copies the database as it is at one moment, also while a server writes to it: all pages are read in one transaction, which holds up no
 * writer. (In many short steps the copy would begin anew with every batch of an import.) `destination` must not be there yet.
 * @throws {DatabaseFileError}
 */
export async function backUpDatabase(databaseFile: string, destination: string): Promise<DatabaseCopy> {
  if (existsSync(destination)) throw new Error(`${destination} already exists`);
  readSchemaVersion(databaseFile);
  const database = openReadingConnection(databaseFile);
  try {
    createPrivateFile(destination);
    await database.backup(destination, { progress: () => ALL_PAGES });
  } finally {
    database.close();
  }
  return describeCopy(destination);
}

async function describeCopy(file: string): Promise<DatabaseCopy> {
  const database = new Database(file, { fileMustExist: true });
  try {
    const session = openSession(database);
    return {
      blobIds: await listUploadedBlobs(session),
      serverKeyFingerprint: await findServerKeyFingerprint(session),
    };
  } finally {
    database.close();
  }
}
