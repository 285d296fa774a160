import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from '../../test/postgres-server.ts';
import { assertPresent } from '../base/assert.ts';
import { silentLogger } from '../base/logger.ts';
import { systemScheduler } from '../base/scheduler.ts';
import { ServerKey } from '../base/server-key.ts';
import { ConnectionPool } from '../store/postgres/connection-pool.ts';
import { migrateDatabase } from '../store/postgres/migrate-database.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import type { SqlSession } from '../store/sql/tables.ts';
import { openSession } from '../store/sqlite/connection.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { backUpDatabase } from './back-up-database.ts';
import { moveDatabase } from './move/move-database.ts';
import { openMovedDatabase } from './move/moved-database.ts';
import type { MovedRows } from './move/moved-rows.ts';
import { sealingKeysOf } from './sealing-keys.ts';
import { fillSignInTables, KEYS, POOL } from './sign-in-tables.fixture.ts';
import { verifyCodes } from './verify-codes.ts';
import { verifySignIns } from './verify-sign-ins.ts';

const OTHER_KEYS = sealingKeysOf(new ServerKey(Buffer.alloc(32, 2)));

/** A database with a row in every table of sign-ins, on one connection. */
interface FilledDatabase {
  readonly db: SqlSession['db'];
  run(sql: string): Promise<void>;
  /** Bytes as SQL writes them. */
  bytes(hex: string): string;
}

const FIRST_MESSAGE = 'WHERE key = (SELECT min(key) FROM messages)';

/** Damage as SQL, with the lines that are reported. */
const DAMAGE: readonly (readonly [
  name: string,
  sql: (bytes: (hex: string) => string) => string,
  faults: readonly unknown[],
])[] = [
  [
    'an app client and all else of a pool that was deleted',
    () => `UPDATE user_pools SET is_deleted = 1 WHERE id = '${POOL}'`,
    [
      'app client client-a: belongs to no user pool',
      'group Admins: belongs to no user pool',
      'failed attempts: 1 without a user pool',
      'sessions that ended alone: 1 without a user pool',
      'families of refresh tokens: 1 without a user pool',
      'sessions that ended with all others: 1 without a user pool',
      'signing keys: 4 without a user pool',
      'messages: 2 without a user pool',
      'codes of users: 2 without a user pool',
      'requests for codes: 2 without a user pool',
    ],
  ],
  ['a failed attempt of no attempt', () => 'UPDATE failed_attempts SET count = 0', [/^failed attempts: 1 of nobody/]],
  [
    'a failed attempt of nobody',
    (bytes) => `UPDATE failed_attempts SET subject = ${bytes('01')}`,
    [/^failed attempts: 1/],
  ],
  [
    'a challenge',
    (bytes) => `UPDATE answered_challenges SET id = ${bytes('01')} WHERE id = ${bytes('00'.repeat(16))}`,
    [/^answered challenges: 1/],
  ],
  [
    'an origin that ended',
    () => "UPDATE revoked_origins SET origin_jti = 'x'",
    [/^sessions that ended alone: 1 of an origin/],
  ],
  [
    'an origin of refresh tokens',
    () => "UPDATE refresh_families SET origin_jti = 'x'",
    [/^families of refresh tokens: 1 of an origin/],
  ],
  [
    'a family that was never exchanged',
    () => 'UPDATE refresh_families SET generation = 0',
    [/^families of refresh tokens: 1 that/],
  ],
  [
    'a family exchanged after its end',
    () => 'UPDATE refresh_families SET rotated_at = expires_at + 1',
    [/^families of refresh tokens: 1 that/],
  ],
  [
    'sessions of nobody',
    (bytes) => `UPDATE ended_sessions SET sub = ${bytes('aa'.repeat(16))}`,
    [/^sessions that ended with all others: 1 without a user$/],
  ],
  [
    'a pool without keys of one kind',
    () => "DELETE FROM signing_keys WHERE token_use = 'id'",
    [`user pool ${POOL}: has no signing key for one kind of tokens`],
  ],
  [
    'a key of no kind',
    () => "UPDATE signing_keys SET token_use = 'none' WHERE key = (SELECT max(key) FROM signing_keys)",
    [/signs neither/],
  ],
  [
    'a private key that does not open',
    (bytes) =>
      `UPDATE signing_keys SET sealed_private_key = ${bytes('0102')} WHERE key = (SELECT min(key) FROM signing_keys)`,
    [/^user pool us-east-1_Pool00001, signing key [\w-]{43}: its private key does not open$/],
  ],
  [
    'private keys that change places',
    () =>
      'UPDATE signing_keys SET sealed_private_key = (SELECT sealed_private_key FROM signing_keys ORDER BY key LIMIT 1)',
    Array.from({ length: 3 }, () => /its private key does not open$/),
  ],
  [
    'a public key that is not one',
    () => "UPDATE signing_keys SET public_key = '{' WHERE key = (SELECT min(key) FROM signing_keys)",
    [/its public key is not one of RSA$/],
  ],
  [
    'a public key of another key',
    () => 'UPDATE signing_keys SET public_key = (SELECT public_key FROM signing_keys ORDER BY key LIMIT 1)',
    Array.from({ length: 3 }, () => /its id is that of another public key$/),
  ],
  [
    'a message that nobody needs',
    () => `UPDATE messages SET due_at = NULL, is_in_inbox = 0 ${FIRST_MESSAGE}`,
    ['messages: 1 that neither wait nor are in the inbox'],
  ],
  [
    'a message that does not open',
    (bytes) => `UPDATE messages SET sealed_content = ${bytes('01')} ${FIRST_MESSAGE}`,
    [/^message .*: its content does not open$/],
  ],
  [
    'a message under another id',
    () => `UPDATE messages SET id = 'other' ${FIRST_MESSAGE}`,
    ['message other: its content does not open'],
  ],
  [
    'a message to somebody else',
    () => `UPDATE messages SET recipient = 'eve@example.com' ${FIRST_MESSAGE}`,
    [/^message .*: its content is that of another message$/],
  ],
  [
    'a code with a short hash',
    (bytes) => `UPDATE user_codes SET code_mac = ${bytes('01')} WHERE purpose = 'reset-password'`,
    [/^codes of users: 1 with/],
  ],
  [
    'a code that proves nothing',
    () => "UPDATE user_codes SET address = NULL WHERE purpose = 'verify-email'",
    [/^codes of users: 1 that prove/],
  ],
  [
    'a code that proves another attribute',
    () => "UPDATE user_codes SET attribute = 'phone_number' WHERE purpose = 'verify-email'",
    [/^codes of users: 1 that prove/],
  ],
  [
    'a code to reset a password that proves an address',
    () => "UPDATE user_codes SET attribute = 'email', address = 'a@example.com' WHERE purpose = 'reset-password'",
    [/^codes of users: 1 that prove/],
  ],
  [
    'requests below zero',
    () => "UPDATE user_code_attempts SET request_count = -1 WHERE purpose = 'reset-password'",
    [/^requests for codes: 1 of/],
  ],
  [
    'a member of another pool',
    () => "UPDATE group_members SET user_id = (SELECT id FROM users WHERE username_key = 'jim')",
    ['groups: 1 memberships of users of another pool'],
  ],
  [
    'settings of an app client',
    () => "UPDATE app_clients SET settings = '{'",
    ['app client client-a: its settings are not JSON'],
  ],
  ['a secret of no app client', () => 'DELETE FROM app_clients', ['app clients: 1 secrets without an app client']],
  [
    'a group by another name',
    () => "UPDATE user_groups SET name_key = 'other'",
    ['group Admins of us-east-1_Pool00001: its name key does not match its name'],
  ],
  ['a membership of no group', () => 'DELETE FROM user_groups', ['groups: 1 memberships without a group']],
  ['a membership of nobody', () => 'UPDATE group_members SET user_id = 1', ['groups: 1 memberships without a user']],
  [
    'nothing in what waits to be purged',
    () => 'UPDATE user_groups SET is_deleted = 1; UPDATE group_members SET user_id = 1',
    [],
  ],
  [
    'a client secret that does not open',
    (bytes) => `UPDATE app_client_secrets SET sealed_secret = ${bytes('01')}`,
    ['app client client-a: its secret client-a--1 does not open'],
  ],
  [
    'an SRP verifier of the wrong length',
    (bytes) => `UPDATE users SET sealed_password_hash = ${bytes(`02${'01'.repeat(99)}`)} WHERE username_key = 'john'`,
    [`user pool ${POOL}, user number 1: its SRP verifier is sealed in 100 bytes, not 446`],
  ],
  [
    'a password of another user',
    () =>
      "UPDATE users SET sealed_password_hash = (SELECT sealed_password_hash FROM users WHERE username_key = 'john') WHERE username_key = 'joe'",
    [`user pool ${POOL}, user number 3: its password does not open`],
  ],
  [
    'a hash of another user',
    () =>
      "UPDATE users SET sealed_password_hash = (SELECT sealed_password_hash FROM users WHERE username_key = 'jane') WHERE username_key = 'joe'",
    [`user pool ${POOL}, user number 3: its password does not open`],
  ],
];

function describeVerification(open: () => FilledDatabase): void {
  async function faults(keys = KEYS): Promise<string[]> {
    const found: string[] = [];
    await verifySignIns({ db: open().db }, keys, (fault) => void found.push(fault));
    await verifyCodes({ db: open().db }, (fault) => void found.push(fault));
    return found;
  }

  it('finds nothing in what a server wrote (R811)', async () => {
    expect(await faults()).toEqual([]);
  });

  it('finds that no secret opens with another server key', async () => {
    const found = await faults(OTHER_KEYS);
    expect(found.filter((fault) => fault.endsWith('not open'))).toHaveLength(1 + 4 + 2 + 2);
    expect(found).toHaveLength(9);
  });

  it.each(DAMAGE)('finds %s (R811)', async (_, sql, expected) => {
    const { run, bytes } = open();
    await run('BEGIN');
    try {
      await run(sql(bytes));
      const found = await faults();
      expect(found).toEqual(expected.map((line) => (line instanceof RegExp ? expect.stringMatching(line) : line)));
    } finally {
      await run('ROLLBACK');
    }
  });
}

describe('the verification of sign-ins on SQLite', () => {
  let directory: string;
  let database: Database.Database;
  let filled: FilledDatabase;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'muster-verify-'));
    const databaseFile = join(directory, 'muster.db');
    const store = await openSqliteStore({ databaseFile, logger: silentLogger });
    await fillSignInTables(store);
    await store.close();
    database = new Database(databaseFile);
    const run = async (sql: string) => void database.exec(sql);
    filled = { db: openSession(database).db, run, bytes: (hex) => `x'${hex}'` };
  });
  afterAll(() => {
    database.close();
    rmSync(directory, { recursive: true });
  });

  describeVerification(() => filled);
});

describeWithPostgres('the verification of sign-ins on PostgreSQL', () => {
  let server: PostgresServer;
  let pool: ConnectionPool;
  let filled: FilledDatabase;
  let release: () => void;
  beforeAll(async () => {
    server = await startPostgresServer();
    await migrateDatabase(server.url);
    const store = await openPostgresStore({ url: server.url, logger: silentLogger });
    await fillSignInTables(store);
    await store.close();
    pool = new ConnectionPool({ url: server.url, connectionsMax: 1, scheduler: systemScheduler });
    const connection = assertPresent(await pool.connect(), 'the server runs');
    release = () => connection.release();
    filled = { db: connection.db, run: (sql) => connection.run(sql), bytes: (hex) => `'\\x${hex}'::bytea` };
  });
  afterAll(async () => {
    release();
    await pool.end();
    await server.stop();
  });

  describeVerification(() => filled);
});

describeWithPostgres('a data directory that is moved into PostgreSQL', () => {
  it('brings all of the sign-ins over, and so does its backup: the verification finds nothing in either (R811)', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'muster-verify-'));
    const server = await startPostgresServer();
    const [databaseFile, copy] = [join(directory, 'muster.db'), join(directory, 'copy.db')];
    const store = await openSqliteStore({ databaseFile, logger: silentLogger });
    await fillSignInTables(store);
    await store.close();
    await migrateDatabase(server.url);

    const source = openMovedDatabase(databaseFile);
    const moved = new Map<string, number>();
    const onTable = ({ table, rows }: MovedRows) => void moved.set(table, rows);
    await moveDatabase({ source, url: server.url, moveBlobs: async () => new Map(), onTable });
    source.close();
    await backUpDatabase(databaseFile, copy);

    expect(Object.fromEntries(moved)).toMatchObject({
      ...{ app_clients: 1, app_client_secrets: 1, user_groups: 1, group_members: 1, failed_attempts: 1 },
      ...{ answered_challenges: 2, revoked_origins: 1, refresh_families: 1, ended_sessions: 1, signing_keys: 4 },
      ...{ messages: 2, user_codes: 2, user_code_attempts: 2 },
    });
    const pool = new ConnectionPool({ url: server.url, connectionsMax: 1, scheduler: systemScheduler });
    const connection = await pool.connect();
    const backup = new Database(copy);
    const found: string[] = [];
    for (const db of [connection.db, openSession(backup).db]) {
      await verifySignIns({ db }, KEYS, (fault) => void found.push(fault));
      await verifyCodes({ db }, (fault) => void found.push(fault));
      const keys = await db.selectFrom('signing_keys').select('id').execute();
      expect(keys).toHaveLength(4);
    }
    expect(found).toEqual([]);
    backup.close();
    connection.release();
    await pool.end();
    await server.stop();
    rmSync(directory, { recursive: true });
  });
});
