import type Database from 'better-sqlite3';
import { isTerminal } from '../../domain/imports/import-transitions.ts';
import { parseImportJob } from '../../store/sql/jobs/parse-import-job.ts';
import { SCHEMA_VERSION } from '../../store/sql/migrations.ts';
import type { ImportJobRow } from '../../store/sql/tables.ts';
import { openReadingConnection } from '../../store/sqlite/connection.ts';
import { readSchemaVersion } from '../../store/sqlite/prepare-database.ts';
import { DatabaseMoveError } from './move-database.ts';

/** A file that a job still needs. */
export interface NeededUpload {
  readonly jobId: string;
  readonly blobId: string;
  readonly byteLength: number;
  /** Hex; unknown of one that a client put into the bucket itself. */
  readonly sha256: string | undefined;
}

/**
 * The database of a data directory, read as it is at this moment until it is closed. @throws {DatabaseFileError}
 * @throws {DatabaseMoveError} if its schema is an older one, which only a server brings up to date
 */
export function openMovedDatabase(databaseFile: string): Database.Database {
  const version = readSchemaVersion(databaseFile);
  if (version !== SCHEMA_VERSION) {
    throw new DatabaseMoveError(
      `the data directory has schema ${version}, this Muster moves schema ${SCHEMA_VERSION}: start \`muster serve\` on it once, then stop it`,
    );
  }
  const database = openReadingConnection(databaseFile);
  database.exec('BEGIN');
  return database;
}

export function listNeededUploads(database: Database.Database): NeededUpload[] {
  return database
    .prepare<[], ImportJobRow>('SELECT * FROM import_jobs ORDER BY key')
    .all()
    .flatMap((row) => {
      const { id, status, upload } = parseImportJob(row);
      if (upload === undefined || isTerminal(status)) return [];
      const { blobId, byteLength, sha256 } = upload;
      return [{ jobId: id, blobId, byteLength, sha256 }];
    });
}
