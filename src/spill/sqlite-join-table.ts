import Database from 'better-sqlite3';
import { FoundRows } from '../convert/joins/found-rows.ts';
import type { JoinTable } from '../convert/joins/join-table.ts';
import { digestKey } from './digest-key.ts';

/** Pages that SQLite holds in memory, KiB; the sorting of an index takes as much again. */
const CACHE_KIB = 4 * 1024;

/**
 * A database without a name is a temporary file: SQLite makes it for its owner alone (0600), in the directory of temporary files, and
 * deletes its name as soon as it is open, or lets Windows delete it on close. So nothing is left after a kill either.
 */
const TEMPORARY = '';

/** Number, keys as JSON, and text. */
type Row = [number, string, string];

/** Tables of keys: each is sorted in one go, in which no signal is heard; a key takes about 1 us. */
const KEY_TABLES = 16;
const KEY_TABLE_NAMES = Array.from({ length: KEY_TABLES }, (_, index) => `keys_${index}`);

/** Rows in a temporary file, in a bounded share of memory (R759). */
export class SqliteJoinTable implements JoinTable {
  readonly #database = new Database(TEMPORARY);
  readonly #addRow: Database.Statement<[number, string, string]>;
  readonly #addKey: readonly Database.Statement<[number, number]>[];
  /** Prepared once all rows are there. */
  #find: readonly Database.Statement<[number], Row>[] | undefined;
  readonly #digestOf: (key: string) => number;
  #rowCount = 0;
  readonly #found = new FoundRows();

  constructor(digestOf = digestKey) {
    this.#digestOf = digestOf;
    const database = this.#database;
    database.pragma(`cache_size = -${CACHE_KIB}`);
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, keys TEXT NOT NULL, text TEXT NOT NULL)');
    for (const name of KEY_TABLE_NAMES) {
      database.exec(`CREATE TABLE ${name} (digest INTEGER NOT NULL, row INTEGER NOT NULL)`);
    }
    database.exec('BEGIN');
    this.#addRow = database.prepare('INSERT INTO rows (id, keys, text) VALUES (?, ?, ?)');
    this.#addKey = KEY_TABLE_NAMES.map((name) => database.prepare(`INSERT INTO ${name} (digest, row) VALUES (?, ?)`));
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  get unfoundCount(): number {
    return this.#rowCount - this.#found.count;
  }

  add(keys: readonly string[], text: string): void {
    const row = this.#rowCount++;
    this.#addRow.run(row, JSON.stringify(keys), text);
    for (let index = 0; index < keys.length; index++) {
      const digest = this.#digestOf(keys[index] ?? '');
      if (!this.#hasDigest(keys, digest, index)) this.#addKey[digest % KEY_TABLES]?.run(digest, row);
    }
  }

  /** Whether a key before the `end`-th has the digest: a row is found once under each. */
  #hasDigest(keys: readonly string[], digest: number, end: number): boolean {
    for (let index = 0; index < end; index++) if (this.#digestOf(keys[index] ?? '') === digest) return true;
    return false;
  }

  *prepare(): Iterable<void> {
    if (this.#find !== undefined) return;
    for (const name of KEY_TABLE_NAMES) {
      this.#database.exec(`CREATE INDEX ${name}_by_digest ON ${name} (digest, row)`);
      yield;
    }
    this.#database.exec('COMMIT');
    // Without the plus SQLite would plan the query anew for each value; as objects, better-sqlite3 would compile the function that makes
    // them in each call: 13 us of 19.
    this.#find = KEY_TABLE_NAMES.map((name) =>
      this.#database
        .prepare<[number], Row>(`
          SELECT rows.id, rows.keys, rows.text FROM ${name} AS keys JOIN rows ON rows.id = keys.row
          WHERE keys.digest = +? ORDER BY keys.row
        `)
        .raw(),
    );
  }

  /** Two keys may have one digest, so the keys of each row are compared. */
  find(key: string): readonly string[] {
    if (this.#find === undefined) for (const _step of this.prepare());
    const digest = this.#digestOf(key);
    const texts: string[] = [];
    for (const [id, keys, text] of this.#find?.[digest % KEY_TABLES]?.all(digest) ?? []) {
      if (!(JSON.parse(keys) as string[]).includes(key)) continue;
      this.#found.mark(id);
      texts.push(text);
    }
    return texts;
  }

  close(): void {
    this.#database.close();
  }
}
