import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../../../test/drive-import.ts';
import { startMuster } from '../../service/entry.ts';
import { runMuster } from './muster-process.fixture.ts';

const RECORDS = 3_000;

let cwd: string;
let data: string;
beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-verify-'));
  data = join(cwd, 'data');
  const csv = join(cwd, 'users.csv');
  await run('generate', '--users', String(RECORDS), '--bad', '10', '--out', csv);
  const muster = await startMuster({ data });
  const cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
  const pool = await createImportPool(cognito, 'people', []);
  const role = await createLogRole(muster.url);
  await runImport(cognito, pool, await uploadImport(cognito, pool, role, csv));
  await uploadImport(cognito, pool, role, csv);
  cognito.destroy();
  await muster.stop();
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const run = (...words: string[]) => runMuster(words, { cwd });
const verify = () => run('verify', '--data', data);

function change(sql: string): void {
  const database = new Database(join(data, 'muster.db'));
  database.exec(sql);
  database.close();
}

describe('muster verify', () => {
  it('says what it looked at where all agrees', async () => {
    const { stdout, stderr, exitCode } = await verify();
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(
      /^no inconsistencies found: 1 user pool, 2,\d{3} users, 2 import jobs, 3,000 log events, 1 uploaded file\n$/,
    );
  });

  it('says that a server key that is kept elsewhere was not checked', async () => {
    rmSync(join(data, 'server.key'));
    const { stdout, exitCode } = await verify();
    expect(exitCode).toBe(0);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /1 uploaded file The server key was not checked: the directory does not have it\. A server starts only with it\. $/,
    );
  });

  it('finds each thing that does not agree, and ends with 1', async () => {
    const last = 'WHERE id = (SELECT max(id) FROM users)';
    const faults: readonly (readonly [sql: string, fault: RegExp])[] = [
      ['UPDATE user_pools SET user_count = user_count + 1', /counts 2,?\d+ users and has 2,?\d+/],
      ['UPDATE user_pools SET next_user_number = 5', /its next user has number 5, which is taken/],
      [`UPDATE users SET username_key = 'other', username = 'Name' ${last}`, /its user name key does not match/],
      [`UPDATE users SET email_key = 'a@b.c' WHERE username_key = 'other'`, /its user name key does not match/],
      [`UPDATE users SET attributes = '{' WHERE id = (SELECT min(id) FROM users)`, /its attributes are not JSON/],
      [
        'INSERT INTO users (id, user_pool_key, sub, username, username_key, status, mfa, created_at, modified_at, attributes) SELECT id + 90000000000, 99, randomblob(16), username, username_key, status, mfa, created_at, modified_at, attributes FROM users ' +
          last,
        /users: 1 without a user pool/,
      ],
      [
        "UPDATE import_jobs SET skipped_users = skipped_users + 1 WHERE status <> 'Created'",
        /counts 3001 records and has done 3000/,
      ],
      [
        'UPDATE log_blocks SET event_count = event_count + 1 WHERE first_record_number = 1',
        /a block of its log has wrong counts/,
      ],
    ];
    for (const [sql] of faults) change(sql);
    rmSync(join(data, 'blobs'), { recursive: true });
    writeFileSync(join(data, 'server.key'), 'k'.repeat(32));
    const { stdout, exitCode } = await verify();
    for (const [, fault] of faults) expect(stdout).toMatch(fault);
    expect(stdout).toMatch(/its uploaded file is missing/);
    expect(stdout).toMatch(/server key: is not the one that the database was created with/);
    expect(stdout).toMatch(/\d+ inconsistencies found: /);
    expect(exitCode).toBe(1);
  });

  it('finds a page that was overwritten', async () => {
    change('PRAGMA wal_checkpoint(TRUNCATE)');
    const database = new Database(join(data, 'muster.db'));
    const root = Number(
      database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'users_username'").pluck().get(),
    );
    database.close();
    const file = openSync(join(data, 'muster.db'), 'r+');
    writeSync(file, Buffer.alloc(8_192, 'damage'), 0, 8_192, (root - 1) * 8_192);
    closeSync(file);
    const { stdout, exitCode } = await verify();
    expect(stdout).toMatch(/^database file: /);
    expect(exitCode).toBe(1);
  });

  it('refuses what is no data directory', async () => {
    expect(await run('verify', '--data', cwd)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is not a data directory: it has no muster.db'),
    });
  });
});
