import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { createPrivateFile } from '../../base/files/create-private-file.ts';
import { randomIds } from '../../base/ids.ts';
import { DriverError } from '../driver-error.ts';
import type { ComparedRecord } from './user-comparison.ts';

/** Pages that SQLite holds in memory; the sorting of the index takes as much again. */
const CACHE_KIB = 32 * 1024;
const SALT_CHARACTERS = 32;
/** Of what is written here: another one is started over. */
const VERSION = '1';

export interface StoredRecord {
  readonly id: number;
  /** Of the files, from 0. */
  readonly file: number;
  readonly line: number;
  readonly username: string;
  readonly digests: Buffer;
}

export type DifferenceKind = 'missing' | 'different' | 'extra';

/** A difference between the files and the pool. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** As the file has it; of an extra user, as the pool has it. */
  readonly username: string;
  /** The columns that differ. */
  readonly attributes: readonly string[];
  /** Where the record is; undefined for an extra user. */
  readonly place: { readonly file: number; readonly line: number } | undefined;
}

interface FoundRow {
  readonly username: string;
  readonly attributes: string;
  readonly file: number | null;
  readonly line: number | null;
}

/**
 * What a reconciliation knows so far, in a file of its own: so memory does not grow with the users, and a run that was ended goes on
 * (R985). Of users it holds the names, and digests of their values; only its owner can read it.
 */
export class WorkFile {
  readonly path: string;
  /** Whether an earlier run has left it. */
  readonly isResumed: boolean;
  readonly #database: Database.Database;
  readonly #add: Database.Statement<[Buffer | null, number, number, string, number, Buffer]>;
  readonly #note: Database.Statement<[string, string, string, number | null, number | null]>;
  /** Prepared once there is the index. */
  #find: Database.Statement<[Buffer], StoredRecord> | undefined;
  #mark: Database.Statement<[Buffer]> | undefined;

  private constructor(path: string, database: Database.Database, isResumed: boolean) {
    this.path = path;
    this.isResumed = isResumed;
    this.#database = database;
    this.#add = database.prepare(
      'INSERT INTO records (key, file, line, username, accepted, digests) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#note = database.prepare(
      'INSERT OR REPLACE INTO found (kind, username, attributes, file, line) VALUES (?, ?, ?, ?, ?)',
    );
  }

  /** The file of an earlier run, or a new one. @throws {DriverError} `reconcile-in-use`, `work-file-unusable` */
  static open(path: string): WorkFile {
    try {
      const isNew = createPrivateFile(path);
      const database = openDatabase(path);
      if (!isNew && isWhole(database)) return new WorkFile(path, database, true);
      createTables(database);
      return new WorkFile(path, database, false);
    } catch (error) {
      if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') {
        throw new DriverError({ kind: 'reconcile-in-use', path }, error);
      }
      throw new DriverError({ kind: 'work-file-unusable', path }, error);
    }
  }

  get salt(): string {
    return this.getNote('salt') ?? '';
  }

  getNote(name: string): string | undefined {
    const row = this.#database.prepare<[string], { value: string }>('SELECT value FROM notes WHERE name = ?').get(name);
    return row?.value;
  }

  setNote(name: string, value: string): void {
    this.#database.prepare('INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)').run(name, value);
  }

  deleteNote(name: string): void {
    this.#database.prepare('DELETE FROM notes WHERE name = ?').run(name);
  }

  /** All of it or nothing is in the file afterwards, a kill included. */
  inTransaction<Result>(work: () => Result): Result {
    return this.#database.transaction(work)();
  }

  clearRecords(): void {
    this.#database.exec('DROP INDEX IF EXISTS records_by_key; DELETE FROM records;');
  }

  addRecord(file: number, line: number, { key, username, values, isAccepted }: ComparedRecord): void {
    this.#add.run(key ?? null, file, line, username, isAccepted ? 1 : 0, values);
  }

  /** No record is added after this. */
  indexRecords(): void {
    this.#database.exec('CREATE INDEX IF NOT EXISTS records_by_key ON records (key) WHERE key IS NOT NULL');
  }

  /** The record that an import would make the user of this key of: the first that it takes (R272), else the first. */
  findRecord(key: Buffer): StoredRecord | undefined {
    this.#find ??= this.#database.prepare<[Buffer], StoredRecord>(
      'SELECT id, file, line, username, digests FROM records WHERE key = ? ORDER BY accepted DESC, id LIMIT 1',
    );
    return this.#find.get(key);
  }

  markSeen(key: Buffer): void {
    this.#mark ??= this.#database.prepare('UPDATE records SET seen = 1 WHERE key = ?');
    this.#mark.run(key);
  }

  noteDifferent({ username, file, line }: StoredRecord, attributes: readonly string[]): void {
    this.#note.run('different', username, JSON.stringify(attributes), file, line);
  }

  noteExtra(username: string): void {
    this.#note.run('extra', username, '[]', null, null);
  }

  /** Forgets what was seen of the pool. */
  restartListing(): void {
    this.inTransaction(() => {
      this.#database.exec('UPDATE records SET seen = 0 WHERE seen = 1; DELETE FROM found;');
      for (const name of ['token', 'users']) this.deleteNote(name);
    });
  }

  get recordCount(): number {
    return this.#count('SELECT count(*) AS count FROM records');
  }

  /** Records that an import would refuse whatever the pool has. */
  get refusedCount(): number {
    return this.#count('SELECT count(*) AS count FROM records WHERE accepted = 0');
  }

  /** Records of users who are in the files before. */
  get repeatedCount(): number {
    return this.#count(`SELECT count(*) AS count FROM records AS r WHERE ${IS_REPEATED}`);
  }

  countDifferences(kind: DifferenceKind): number {
    if (kind === 'missing') return this.#count(`SELECT count(*) AS count FROM records AS r WHERE ${IS_MISSING}`);
    return this.#count(`SELECT count(*) AS count FROM found WHERE kind = '${kind}'`);
  }

  /** The missing in the order of the files, then the different, then the extra. The file is not written to meanwhile. */
  *differences(kinds: readonly DifferenceKind[] = ['missing', 'different', 'extra']): Generator<Difference> {
    for (const kind of kinds) {
      const rows = this.#database.prepare<[], FoundRow>(
        kind === 'missing'
          ? `SELECT username, '[]' AS attributes, file, line FROM records AS r WHERE ${IS_MISSING} ORDER BY id`
          : `SELECT username, attributes, file, line FROM found WHERE kind = '${kind}' ORDER BY file, line, rowid`,
      );
      for (const { username, attributes, file, line } of rows.iterate()) {
        const place = file === null || line === null ? undefined : { file, line };
        yield { kind, username, attributes: JSON.parse(attributes), place };
      }
    }
  }

  /** The first missing ones with their keys. */
  listMissing(max: number): readonly { readonly username: string; readonly key: Buffer }[] {
    return this.#database
      .prepare<[number], { username: string; key: Buffer }>(
        `SELECT username, key FROM records AS r WHERE ${IS_MISSING} AND key IS NOT NULL ORDER BY id LIMIT ?`,
      )
      .all(max);
  }

  close(): void {
    this.#database.close();
  }

  /** Closes it, and leaves nothing of it. */
  discard(): void {
    this.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${this.path}${suffix}`, { force: true });
  }

  #count(sql: string): number {
    return this.#database.prepare<[], { count: number }>(sql).get()?.count ?? 0;
  }
}

const IS_REPEATED = 'EXISTS (SELECT 1 FROM records AS earlier WHERE earlier.key = r.key AND earlier.id < r.id)';
const IS_MISSING = `seen = 0 AND NOT ${IS_REPEATED}`;

function openDatabase(path: string): Database.Database {
  const database = new Database(path, { timeout: 0 });
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('journal_mode = WAL');
  // A kill loses nothing; after a power cut the file may be started over.
  database.pragma('synchronous = OFF');
  database.pragma(`cache_size = -${CACHE_KIB}`);
  return database;
}

/** Whether an earlier run has made the tables. */
function isWhole(database: Database.Database): boolean {
  const tables = database.prepare("SELECT count(*) AS count FROM sqlite_master WHERE name = 'notes'").get();
  if (!(tables instanceof Object && 'count' in tables && tables.count === 1)) return false;
  const row = database.prepare<[], { value: string }>("SELECT value FROM notes WHERE name = 'version'").get();
  return row?.value === VERSION;
}

function createTables(database: Database.Database): void {
  database.exec(`
    BEGIN;
    DROP TABLE IF EXISTS records; DROP TABLE IF EXISTS found; DROP TABLE IF EXISTS notes;
    CREATE TABLE records (
      id INTEGER PRIMARY KEY, key BLOB, file INTEGER NOT NULL, line INTEGER NOT NULL, username TEXT NOT NULL,
      accepted INTEGER NOT NULL, digests BLOB NOT NULL, seen INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE found (
      kind TEXT NOT NULL, username TEXT NOT NULL, attributes TEXT NOT NULL, file INTEGER, line INTEGER,
      UNIQUE (kind, username)
    );
    CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    INSERT INTO notes (name, value) VALUES ('version', '${VERSION}'), ('salt', '${randomIds.alphanumeric(SALT_CHARACTERS)}');
    COMMIT;
  `);
}
