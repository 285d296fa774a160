import Database from 'better-sqlite3';
import { FoundRows } from '../convert/joins/found-rows.ts';
import type { JoinTable } from '../convert/joins/join-table.ts';
import { digestKey } from './digest-key.ts';

/** Pages that SQLite holds in memory, KiB; the sorting of an index takes as much again. */
const CACHE_KIB = 8 * 1024;

/**
 * A database without a name is a temporary file: SQLite makes it for its owner alone (0600), in the directory of temporary files, and
 * deletes its name as soon as it is open, or lets Windows delete it on close. So nothing is left after a kill either.
 */
const TEMPORARY = '';

/** Number, keys as JSON, and text. */
type Row = [number, string, string];

/** Rows in a temporary file, in a bounded share of memory (R759). */
export class SqliteJoinTable implements JoinTable {
  readonly #database = new Database(TEMPORARY);
  readonly #addRow: Database.Statement<[number, string, string]>;
  readonly #addKey: Database.Statement<[number, number]>;
  /** Prepared once all rows are there. */
  #find: Database.Statement<[number], Row> | undefined;
  readonly #digestOf: (key: string) => number;
  #rowCount = 0;
  readonly #found = new FoundRows();

  constructor(digestOf = digestKey) {
    this.#digestOf = digestOf;
    const database = this.#database;
    database.pragma(`cache_size = -${CACHE_KIB}`);
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.exec(`
      CREATE TABLE rows (id INTEGER PRIMARY KEY, keys TEXT NOT NULL, text TEXT NOT NULL);
      CREATE TABLE keys (digest INTEGER NOT NULL, row INTEGER NOT NULL);
      BEGIN;
    `);
    this.#addRow = database.prepare('INSERT INTO rows (id, keys, text) VALUES (?, ?, ?)');
    this.#addKey = database.prepare('INSERT INTO keys (digest, row) VALUES (?, ?)');
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
      if (!this.#hasDigest(keys, digest, index)) this.#addKey.run(digest, row);
    }
  }

  /** Whether a key before the `end`-th has the digest: a row is found once under each. */
  #hasDigest(keys: readonly string[], digest: number, end: number): boolean {
    for (let index = 0; index < end; index++) if (this.#digestOf(keys[index] ?? '') === digest) return true;
    return false;
  }

  /** Two keys may have one digest, so the keys of each row are compared. */
  find(key: string): readonly string[] {
    this.#find ??= this.#prepareFind();
    const texts: string[] = [];
    for (const [id, keys, text] of this.#find.all(this.#digestOf(key))) {
      if (!(JSON.parse(keys) as string[]).includes(key)) continue;
      this.#found.mark(id);
      texts.push(text);
    }
    return texts;
  }

  #prepareFind(): Database.Statement<[number], Row> {
    this.#database.exec('CREATE INDEX keys_by_digest ON keys (digest, row); COMMIT;');
    // Without the plus SQLite would plan the query anew for each value; as objects, better-sqlite3 would compile the function that makes
    // them in each call: 13 us of 19.
    return this.#database
      .prepare<[number], Row>(`
        SELECT rows.id, rows.keys, rows.text FROM keys JOIN rows ON rows.id = keys.row
        WHERE keys.digest = +? ORDER BY keys.row
      `)
      .raw();
  }

  close(): void {
    this.#database.close();
  }
}
