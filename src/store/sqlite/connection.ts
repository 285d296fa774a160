import Database from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { createPrivateFile } from '../../base/files/create-private-file.ts';
import type { SqlEngine, SqlSession, Tables } from '../sql/tables.ts';
import { OpenSqliteDialect } from './sqlite-dialect.ts';

/** How long a statement waits for a lock that only a stranger can hold: here one thread writes. */
const BUSY_TIMEOUT_MS = 5_000;
/** Pages of the writer's cache: the inner pages of the indexes of a million users. */
const WRITER_CACHE_KIB = 16 * 1024;
const READER_CACHE_KIB = 4 * 1024;
/** The log is moved into the database at this size, and cut to {@link WAL_BYTES_MAX} if a reader had let it grow. */
const WAL_CHECKPOINT_PAGES = 8_000;
const WAL_BYTES_MAX = 64 * 1024 * 1024;

const engine: SqlEngine = {
  attributeValue: (name) => sql<string | null>`json_extract(attributes, ${`$.${JSON.stringify(name)}`})`,
  // SQLite plans a statement anew for each value that its plan might depend on, which is any in a query with a join, an order or a limit. It
  // takes 30 to 60 µs, ten times as long as the query. What a subquery returns is not looked at.
  keptValue: (value) => sql`(SELECT ${value})`,
  isLeaseHeld: () => sql<number>`lease_held`,
  // The lock of the data directory proves that there is no other process, so a job that this one does not run is free, whatever the clock says.
  isHeldBeside: (_node, running) =>
    running.length === 0
      ? sql<number>`0`
      : sql<number>`(import_jobs.lease_held = 1 AND import_jobs.key IN (${sql.join(running)}))`,
  nowMs: () => sql<number>`CAST(round(unixepoch('subsec') * 1000) AS INTEGER)`,
  leaseEnd: () => sql<null>`NULL`,
  // One process has one jobs thread, and whoever starts a job wakes it.
  announceWork: async () => {},
  transact: (db, work) => db.transaction().execute(work),
  lockRows: () => sql``,
  lockFreeRows: () => sql``,
  lockName: async () => {},
};

/**
 * The only connection that writes. What it has committed survives a power cut. A new file has mode 0600, and SQLite gives its log and its
 * index the mode of the database (R560).
 */
export function openWritingConnection(databaseFile: string): Database.Database {
  createPrivateFile(databaseFile);
  const database = new Database(databaseFile, { timeout: BUSY_TIMEOUT_MS });
  database.pragma('synchronous = FULL');
  database.pragma(`cache_size = -${WRITER_CACHE_KIB}`);
  database.pragma(`wal_autocheckpoint = ${WAL_CHECKPOINT_PAGES}`);
  database.pragma(`journal_size_limit = ${WAL_BYTES_MAX}`);
  return database;
}

export function openReadingConnection(databaseFile: string): Database.Database {
  const database = new Database(databaseFile, { timeout: BUSY_TIMEOUT_MS, readonly: true, fileMustExist: true });
  database.pragma(`cache_size = -${READER_CACHE_KIB}`);
  return database;
}

/** `onFault` is told of every error of a statement. */
export function openSession(database: Database.Database, onFault: (error: unknown) => void = () => {}): SqlSession {
  return { db: new Kysely<Tables>({ dialect: new OpenSqliteDialect(database, onFault) }), engine };
}
