import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS, SCHEMA_VERSION } from '../sql/migrations.ts';
import { DatabaseFileError, prepareDatabase } from './prepare-database.ts';

describe('prepareDatabase', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'muster-database-'));
    file = join(directory, 'muster.db');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function write(...statements: string[]): void {
    const database = new Database(file);
    for (const statement of statements) database.exec(statement);
    database.close();
  }

  function refusal(): unknown {
    try {
      prepareDatabase(file);
    } catch (error) {
      return error;
    }
    return undefined;
  }

  it('makes a database in WAL mode with the schema of this version, and opens it again', () => {
    prepareDatabase(file);
    prepareDatabase(file);
    const database = new Database(file, { readonly: true });
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('page_size', { simple: true })).toBe(8_192);
    expect(database.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    database.close();
  });

  it('brings a database of the first schema up to this one, with the policies of its roles', () => {
    const types = { autoKey: 'INTEGER PRIMARY KEY AUTOINCREMENT', integer: 'INTEGER', text: 'TEXT', bytes: 'BLOB' };
    write(
      ...(MIGRATIONS[0]?.(types) ?? []),
      `PRAGMA application_id = ${0x4d757374}`,
      'PRAGMA user_version = 1',
      "INSERT INTO role_policies (role_key, name, name_key, document) VALUES (7, 'P', 'p', '{}')",
    );
    prepareDatabase(file);
    const database = new Database(file, { readonly: true });
    expect(database.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(database.prepare('SELECT * FROM inline_policies').all()).toEqual([
      { identity_kind: 'role', identity_key: 7, name: 'P', name_key: 'p', document: '{}' },
    ]);
    database.close();
  });

  it('takes a file of no bytes for a new one', () => {
    writeFileSync(file, '');
    expect(refusal()).toBeUndefined();
  });

  it.each([
    ['a database of another program', 'foreign', ['CREATE TABLE theirs (id)']],
    [
      'one that bears the mark of another program',
      'foreign',
      ['PRAGMA application_id = 77', 'PRAGMA user_version = 1'],
    ],
    [
      'one of a newer Muster',
      'newer',
      [`PRAGMA application_id = ${0x4d757374}`, `PRAGMA user_version = ${SCHEMA_VERSION + 1}`],
    ],
  ])('refuses %s and changes no byte of it', (_, reason, statements) => {
    write(...statements);
    const before = readFileSync(file);
    const error = refusal();
    expect(error).toBeInstanceOf(DatabaseFileError);
    expect(error).toMatchObject({ reason });
    expect(readFileSync(file)).toEqual(before);
  });

  it('refuses a file that is no database', () => {
    const text = 'cognito:username,email\n'.repeat(500);
    writeFileSync(file, text);
    expect(refusal()).toMatchObject({ name: 'DatabaseFileError', reason: 'damaged' });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('brings the log of an import that was begun under schema 1 to this version, its names and bytes counted', () => {
    const types = { autoKey: 'INTEGER PRIMARY KEY AUTOINCREMENT', integer: 'INTEGER', text: 'TEXT', bytes: 'BLOB' };
    write(
      ...(MIGRATIONS[0]?.(types) ?? []),
      `PRAGMA application_id = ${0x4d757374}`,
      'PRAGMA user_version = 1',
      "INSERT INTO log_groups VALUES (1, '000000000000', 'us-east-1', 'group', 1, NULL, 7, 20, 2)",
      "INSERT INTO log_streams VALUES (1, 1, 'stream', 1, 10, 20, 20)",
      "INSERT INTO log_blocks VALUES (1, 0, 1, 10, 1, 5, x'00000500'), (1, 1, 1, 20, 6, 5, x'000005')",
      `INSERT INTO import_jobs (id, user_pool_key, user_pool_id, account, region, name, role_arn, pre_signed_url, status,
        created_at, byte_offset, line_number, record_number, log_stream_key)
        VALUES ('i', 1, 'p', 'a', 'r', 'n', 'r', 'u', 'InProgress', 1, 0, 2, 1, 1)`,
    );
    prepareDatabase(file);
    const database = new Database(file, { readonly: true });
    expect(database.prepare('SELECT log_group_name, log_stream_name FROM import_jobs').get()).toEqual({
      log_group_name: 'group',
      log_stream_name: 'stream',
    });
    expect(database.prepare('SELECT stored_bytes FROM log_streams').pluck().get()).toBe(7);
    expect(database.prepare('SELECT count(*) FROM log_blocks').pluck().get()).toBe(2);
    database.close();
  });

  it('gives the blob that a job awaits a column of its own, and leaves uploaded ones where they are', () => {
    const types = { autoKey: 'INTEGER PRIMARY KEY AUTOINCREMENT', integer: 'INTEGER', text: 'TEXT', bytes: 'BLOB' };
    const job = (id: string, blobId: string | null, byteLength: number | null) =>
      `INSERT INTO import_jobs (id, user_pool_key, user_pool_id, account, region, name, role_arn, pre_signed_url, status,
        created_at, byte_offset, line_number, record_number, upload_blob_id, upload_byte_length)
        VALUES ('${id}', 1, 'p', 'a', 'r', 'n', 'r', 'u', 'Created', 1, 0, 1, 1, ${blobId && `'${blobId}'`}, ${byteLength})`;
    write(
      ...MIGRATIONS.slice(0, 6).flatMap((migration) => migration(types)),
      `PRAGMA application_id = ${0x4d757374}`,
      'PRAGMA user_version = 6',
      job('empty', null, null),
      job('awaiting', 'x', null),
      job('uploaded', 'y', 7),
    );
    prepareDatabase(file);
    const database = new Database(file, { readonly: true });
    expect(
      database.prepare('SELECT id, upload_blob_id, upload_byte_length, awaited_blob_id FROM import_jobs').raw().all(),
    ).toEqual([
      ['empty', null, null, null],
      ['awaiting', null, null, 'x'],
      ['uploaded', 'y', 7, null],
    ]);
    database.close();
  });
});
