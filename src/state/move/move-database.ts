import { createHash, type Hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { systemScheduler } from '../../base/scheduler.ts';
import type { Connection } from '../../store/postgres/connection.ts';
import { ConnectionPool } from '../../store/postgres/connection-pool.ts';
import { checkSchema, DatabaseSchemaError, SCHEMA_ROW } from '../../store/postgres/migrate-database.ts';
import { LOCK_SPACE } from '../../store/postgres/postgres-engine.ts';
import { isConnectionFault, toStoreFault } from '../../store/postgres/postgres-faults.ts';
import { copyRows, RowValueError } from './copy-rows.ts';
import type { MovedRows } from './moved-rows.ts';
import { MOVED_TABLES, type MovedTable } from './moved-tables.ts';
import { findClockOffset, findForgottenTables, findLastKey, readTable } from './read-database.ts';

/** Nothing was moved; the message says why. */
export class DatabaseMoveError extends Error {
  override name = 'DatabaseMoveError';
}

/** The connection was lost at the commit: either everything was moved or nothing. */
export class MoveInDoubtError extends Error {
  override name = 'MoveInDoubtError';
}

const EXPLAINED = [DatabaseMoveError, MoveInDoubtError, DatabaseSchemaError] as const;

export interface DatabaseMove {
  /** In a transaction that lasts as long as the move. */
  readonly source: Database.Database;
  /** Of the empty database that everything goes to, with its schema. */
  readonly url: string;
  /** Once it is certain that the database is one to move to: brings the files over, and says under which ids they are kept there. */
  moveBlobs(): Promise<ReadonlyMap<string, string>>;
  /** After each table. */
  onTable(moved: MovedRows): void;
}

/**
 * Writes every table into the other engine, in one transaction of it, which is committed when all that was written has been read again and
 * is the same: a move that fails leaves nothing. Nobody else writes to the database meanwhile. Memory does not depend on the tables.
 * @throws {DatabaseMoveError} @throws {MoveInDoubtError} @throws {DatabaseSchemaError} @throws {StoreFaultError}
 */
export async function moveDatabase(move: DatabaseMove): Promise<void> {
  const { url, source } = move;
  const forgotten = findForgottenTables(source);
  if (forgotten.length > 0) throw new DatabaseMoveError(`this version cannot move the tables ${forgotten.join(', ')}`);
  if (findClockOffset(source) > 0) {
    throw new DatabaseMoveError(
      'the clock of the data directory was moved forward with test controls, which work on data directories only: it holds test data',
    );
  }
  const pool = new ConnectionPool({ url, connectionsMax: 1, scheduler: systemScheduler, waitsForEver: true });
  try {
    const connection = await pool.connect();
    try {
      await moveInTransaction(connection, move);
    } finally {
      // Whatever of a transaction is left ends with the connection.
      connection.release(true);
    }
  } catch (error) {
    throw EXPLAINED.some((kind) => error instanceof kind) ? error : toStoreFault(error);
  } finally {
    await pool.end();
  }
}

async function moveInTransaction(connection: Connection, { source, moveBlobs, onTable }: DatabaseMove): Promise<void> {
  await connection.run('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; BEGIN');
  // No migration meanwhile.
  await connection.run(`SELECT pg_advisory_xact_lock(${LOCK_SPACE}, 0)`);
  await checkSchema(connection);
  await connection.run(`LOCK TABLE ${tableNames()} IN EXCLUSIVE MODE`);
  await refuseFilled(connection);
  const blobIds = await moveBlobs();
  for (const table of MOVED_TABLES) {
    const { columns, types, rows } = readTable(source, table, blobIds);
    const list = columns.map((column) => `"${column}"`).join();
    const written = createHash('sha256');
    const counted = { rows: 0 };
    try {
      const chunks = copyRows(count(rows(), counted), types);
      await connection.copyIn(`COPY ${table.name} (${list}) FROM STDIN (FORMAT binary)`, hashed(chunks, written));
    } catch (error) {
      if (!(error instanceof RowValueError)) throw error;
      throw new DatabaseMoveError(`table ${table.name}, row ${counted.rows}: ${error.message}`);
    }
    const read = createHash('sha256');
    for await (const bytes of connection.copyOut(`COPY (${selectMoved(table, list)}) TO STDOUT (FORMAT binary)`)) {
      read.update(bytes);
    }
    const sha256 = written.digest('hex');
    if (read.digest('hex') !== sha256) {
      throw new DatabaseMoveError(`table ${table.name}: PostgreSQL returns something other than what was written`);
    }
    if (table.autoKey !== undefined) await continueKeys(connection, table, findLastKey(source, table.name));
    onTable({ table: table.name, rows: counted.rows, sha256 });
  }
  // What the planner would otherwise learn only after a while.
  await connection.run(`ANALYZE ${tableNames()}`);
  try {
    await connection.run('COMMIT');
  } catch (error) {
    if (!isConnectionFault(error)) throw error;
    throw new MoveInDoubtError('the connection was lost at the commit', { cause: error });
  }
}

function tableNames(): string {
  return MOVED_TABLES.map(({ name }) => name).join();
}

/** Also a database that a server has only been started on is refused: the server may run. */
async function refuseFilled(connection: Connection): Promise<void> {
  for (const { name } of [...MOVED_TABLES, { name: 'nodes' }]) {
    const { rows } = await connection.query(
      `SELECT 1 FROM ${name} ${name === 'meta' ? `WHERE name <> '${SCHEMA_ROW}'` : ''} LIMIT 1`,
    );
    if (rows.length === 0) continue;
    const what = name === 'meta' ? 'a server was started on it' : `its table ${name} has rows`;
    throw new DatabaseMoveError(
      `the database is not empty (${what}): use a new one, after \`muster database upgrade\``,
    );
  }
}

function selectMoved({ name, order }: MovedTable, columns: string): string {
  const own = name === 'meta' ? ` WHERE name <> '${SCHEMA_ROW}'` : '';
  return `SELECT ${columns} FROM ${name}${own} ORDER BY ${order.map((column) => `${column} NULLS FIRST`).join()}`;
}

async function continueKeys(connection: Connection, { name, autoKey }: MovedTable, lastKey: number): Promise<void> {
  if (lastKey === 0) return;
  await connection.query('SELECT setval(pg_get_serial_sequence($1, $2), $3)', [name, autoKey, lastKey]);
}

function* count<Row>(rows: Iterable<Row>, counted: { rows: number }): Generator<Row> {
  for (const row of rows) {
    counted.rows += 1;
    yield row;
  }
}

function* hashed(chunks: Iterable<Buffer>, hash: Hash): Generator<Buffer> {
  for (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
