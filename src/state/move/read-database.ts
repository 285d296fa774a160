import type Database from 'better-sqlite3';
import { assertPresent } from '../../base/assert.ts';
import type { CopyType, CopyValue } from './copy-rows.ts';
import { LEFT_TABLES, MOVED_TABLES, type MovedTable } from './moved-tables.ts';

const TYPES: Readonly<Record<string, CopyType>> = { INTEGER: 'integer', TEXT: 'text', BLOB: 'bytes' };

/** The rows of a table as they go to the other engine. */
export interface TableRows {
  readonly columns: readonly string[];
  readonly types: readonly CopyType[];
  /** In the order of {@link MovedTable.order}. The database does nothing else until the last is read. */
  rows(): Iterable<readonly CopyValue[]>;
}

/**
 * `blobIds` says under which id a file is kept from now on. Whoever held a job has ended: nobody holds one in the database that they
 * go to.
 */
export function readTable(
  database: Database.Database,
  { name, order }: MovedTable,
  blobIds: ReadonlyMap<string, string>,
): TableRows {
  const described = database.pragma(`table_info(${name})`) as { readonly name: string; readonly type: string }[];
  const columns = described.map((column) => column.name);
  const change = findChange(name, columns, blobIds);
  return {
    columns,
    types: described.map(({ type }) => assertPresent(TYPES[type], `${name} has columns of the types of the schema`)),
    *rows() {
      const list = columns.map((column) => `"${column}"`).join();
      const rows = database.prepare(`SELECT ${list} FROM ${name} ORDER BY ${order.join()}`).raw().iterate();
      for (const row of rows as Iterable<CopyValue[]>) {
        change(row);
        yield row;
      }
    },
  };
}

/** Tables of the database that nobody moves: those of a schema that came later than the list of {@link MOVED_TABLES}. */
export function findForgottenTables(database: Database.Database): string[] {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
  const known = new Set<string>([...LEFT_TABLES, ...MOVED_TABLES.map(({ name }) => name)]);
  return tables.filter((name) => !name.startsWith('sqlite_') && !known.has(name));
}

/** Milliseconds by which test controls have moved the clock of the directory. */
export function findClockOffset(database: Database.Database): number {
  return Number(database.prepare('SELECT max(clock_offset_ms) FROM test_controls').pluck().get() ?? 0);
}

/** The highest key that was ever given in a table: those of deleted rows are given to no other. */
export function findLastKey(database: Database.Database, table: string): number {
  return Number(database.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(table) ?? 0);
}

function findChange(
  table: string,
  columns: readonly string[],
  blobIds: ReadonlyMap<string, string>,
): (row: CopyValue[]) => void {
  if (table !== 'import_jobs') return () => {};
  const [held, expires, blob] = ['lease_held', 'lease_expires_at', 'upload_blob_id'].map((name) =>
    columns.indexOf(name),
  ) as [number, number, number];
  return (row) => {
    row[held] = 0;
    row[expires] = null;
    row[blob] = blobIds.get(String(row[blob])) ?? row[blob] ?? null;
  };
}
