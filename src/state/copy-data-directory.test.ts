import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../store/sql/migrations.ts';
import { prepareDatabase } from '../store/sqlite/prepare-database.ts';
import { copyDataDirectory } from './copy-data-directory.ts';

describe('copyDataDirectory', () => {
  let parent: string;
  let data: string;
  let backup: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'muster-copy-'));
    [data, backup] = [join(parent, 'data'), join(parent, 'backup')];
    mkdirSync(join(data, 'blobs'), { recursive: true });
    prepareDatabase(join(data, 'muster.db'));
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  interface JobBlobs {
    readonly status?: string;
    readonly uploaded?: string;
    readonly awaited?: string;
  }

  function writeJobs(...jobs: readonly JobBlobs[]): void {
    const database = new Database(join(data, 'muster.db'));
    const insert = database.prepare(
      `INSERT INTO import_jobs (id, user_pool_key, user_pool_id, account, region, name, role_arn, pre_signed_url, status,
        created_at, byte_offset, line_number, record_number, upload_blob_id, upload_byte_length, awaited_blob_id)
        VALUES (?, 1, 'p', 'a', 'r', 'n', 'r', 'u', ?, 1, 0, 1, 1, ?, ?, ?)`,
    );
    for (const [index, { status = 'Created', uploaded, awaited }] of jobs.entries())
      insert.run(`job-${index}`, status, uploaded ?? null, uploaded === undefined ? null : 4, awaited ?? null);
    database.close();
  }

  it('copies the uploads of jobs that have not ended; what is in a bucket, or is awaited there, it does not ask for', async () => {
    writeJobs(
      { uploaded: 'created' },
      { uploaded: 'running', status: 'InProgress' },
      { uploaded: 'ended', status: 'Succeeded' },
      { uploaded: `${'b'.repeat(32)}~etag` },
      { awaited: 'a'.repeat(32) },
      {},
    );
    for (const name of ['created', 'running', 'ended', 'of-nobody']) writeFileSync(join(data, 'blobs', name), 'file');
    expect(await copyDataDirectory(data, backup)).toMatchObject({ uploadCount: 2, bucketUploadCount: 1 });
    expect(readdirSync(join(backup, 'blobs')).sort()).toEqual(['created', 'running']);
  });

  it.each([
    ['in it', () => join(data, 'backup')],
    ['deep in it, where nothing is yet', () => join(data, 'backups', 'today')],
    ['in its uploads', () => join(data, 'blobs', 'backup')],
    ['in it by a link', () => join(parent, 'link', 'backup')],
    ['in it by a path that goes up', () => join(data, 'blobs', '..', 'backup')],
  ])('refuses a destination %s, and leaves the directory as it was (R810)', async (_, destination) => {
    symlinkSync(data, join(parent, 'link'));
    const before = readdirSync(data, { recursive: true });
    await expect(copyDataDirectory(data, destination())).rejects.toThrow(/is in the data directory .*choose another/);
    expect(readdirSync(data, { recursive: true })).toEqual(before);
  });

  it('takes a destination beside the directory whose name begins alike', async () => {
    expect(await copyDataDirectory(data, `${data}-backup`)).toMatchObject({ path: `${data}-backup` });
  });

  it('does not ask for a file that a job of schema 6 awaits: it stood in the column of the uploaded one', async () => {
    const types = { autoKey: 'INTEGER PRIMARY KEY AUTOINCREMENT', integer: 'INTEGER', text: 'TEXT', bytes: 'BLOB' };
    const file = join(data, 'muster.db');
    rmSync(file);
    const database = new Database(file);
    for (const statement of MIGRATIONS.slice(0, 6).flatMap((migration) => migration(types))) database.exec(statement);
    database.pragma(`application_id = ${0x4d757374}`);
    database.pragma('user_version = 6');
    database.exec(`INSERT INTO import_jobs (id, user_pool_key, user_pool_id, account, region, name, role_arn, pre_signed_url,
      status, created_at, byte_offset, line_number, record_number, upload_blob_id)
      VALUES ('i', 1, 'p', 'a', 'r', 'n', 'r', 'u', 'Created', 1, 0, 1, 1, '${'a'.repeat(32)}')`);
    database.close();
    expect(await copyDataDirectory(data, backup)).toMatchObject({ uploadCount: 0, bucketUploadCount: 0 });
  });

  it.each([
    [['one'], /^1 uploaded file that the database names is missing from .*blobs$/],
    [['one', 'two'], /^2 uploaded files that the database names are missing from .*blobs$/],
  ])('leaves nothing, and says how many are missing, without the uploads %s', async (missing, message) => {
    writeJobs({ uploaded: 'there' }, ...missing.map((uploaded) => ({ uploaded })));
    writeFileSync(join(data, 'blobs', 'there'), 'file');
    await expect(copyDataDirectory(data, backup)).rejects.toMatchObject({
      name: 'BackupError',
      message: expect.stringMatching(message),
    });
    expect([existsSync(backup), existsSync(`${backup}.part`)]).toEqual([false, false]);
  });
});
