import Database from 'better-sqlite3';
import { MIGRATIONS, SCHEMA_VERSION } from '../sql/migrations.ts';
import { openReadingConnection, openWritingConnection } from './connection.ts';

/** `Must` in ASCII: what tells a database of Muster from any other. */
const APPLICATION_ID = 0x4d757374;
/** Against 4,096: measured by `npm run bench -- import`. */
const PAGE_BYTES = 8_192;

const COLUMN_TYPES = {
  autoKey: 'INTEGER PRIMARY KEY AUTOINCREMENT',
  integer: 'INTEGER',
  text: 'TEXT',
  bytes: 'BLOB',
};

/** The database file is not one that this version of Muster can use. It was left as it is. */
export class DatabaseFileError extends Error {
  override name = 'DatabaseFileError';
  readonly reason: 'damaged' | 'foreign' | 'newer';

  constructor(reason: DatabaseFileError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/**
 * Makes the database if it is missing, brings its schema up to this version, and frees the leases of workers that died with the
 * process before: the caller holds the directory, so nobody else runs a job. @throws {DatabaseFileError}
 */
export function prepareDatabase(databaseFile: string): void {
  let database: Database.Database | undefined;
  try {
    database = openWritingConnection(databaseFile);
    const version = readVersion(database, databaseFile);
    if (version === 0) {
      database.pragma(`page_size = ${PAGE_BYTES}`);
      database.pragma('journal_mode = WAL');
    }
    migrateAndFreeLeases(database, version);
  } catch (error) {
    throw asFileError(databaseFile, error);
  } finally {
    database?.close();
  }
}

/** The schema version of a database that this version of Muster can read. Writes nothing. @throws {DatabaseFileError} */
export function readSchemaVersion(databaseFile: string): number {
  let database: Database.Database | undefined;
  try {
    database = openReadingConnection(databaseFile);
    return readVersion(database, databaseFile);
  } catch (error) {
    throw asFileError(databaseFile, error);
  } finally {
    database?.close();
  }
}

/** 0 for a new file. Writes nothing. */
function readVersion(database: Database.Database, databaseFile: string): number {
  const version = Number(database.pragma('user_version', { simple: true }));
  const applicationId = Number(database.pragma('application_id', { simple: true }));
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  if (applicationId === 0 && version === 0 && tables === 0) return 0;
  if (applicationId !== APPLICATION_ID) {
    throw new DatabaseFileError('foreign', `${databaseFile} is a database of another program`);
  }
  if (version > SCHEMA_VERSION) {
    throw new DatabaseFileError(
      'newer',
      `${databaseFile} was written by a newer Muster (schema ${version}, this one knows ${SCHEMA_VERSION})`,
    );
  }
  return version;
}

/** In one transaction, and so one sync of the disk, however many steps there are. */
function migrateAndFreeLeases(database: Database.Database, from: number): void {
  database
    .transaction(() => {
      for (const migration of MIGRATIONS.slice(from)) {
        for (const statement of migration(COLUMN_TYPES)) database.exec(statement);
      }
      if (from < SCHEMA_VERSION) {
        database.pragma(`application_id = ${APPLICATION_ID}`);
        database.pragma(`user_version = ${SCHEMA_VERSION}`);
      }
      database.prepare('UPDATE import_jobs SET lease_held = 0 WHERE lease_held = 1').run();
    })
    .immediate();
}

function asFileError(databaseFile: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code !== 'SQLITE_NOTADB' && !error.code.startsWith('SQLITE_CORRUPT')) return error;
  return new DatabaseFileError('damaged', `${databaseFile} is damaged or no database: ${error.message}`, {
    cause: error,
  });
}
