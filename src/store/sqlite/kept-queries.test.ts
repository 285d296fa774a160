import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AppClientId } from '../../domain/app-clients/app-client.ts';
import type { AccountId, UserPoolId, UserPoolKey } from '../../domain/pools/user-pool.ts';
import { type runShortRead, runSqlCall } from '../sql/methods/store-methods.ts';
import type { SqlSession } from '../sql/tables.ts';
import { openSession } from './connection.ts';
import { prepareDatabase } from './prepare-database.ts';

type Call = Parameters<typeof runShortRead>[1];

const POOL = 1 as UserPoolKey;
const SUB = '0190b7a6-1234-7567-89ab-cdef01234567';
const NOBODY = new Uint8Array(16);
const SCOPE = { account: '123456789012' as AccountId, region: 'us-east-1' };

let directory: string;
let database: Database.Database;
let session: SqlSession;
/** With their values in them. */
let statements: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-kept-queries-'));
  const file = join(directory, 'muster.db');
  prepareDatabase(file);
  statements = [];
  database = new Database(file, { readonly: true, verbose: (text) => statements.push(String(text)) });
  session = openSession(database);
});

afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true });
});

const CALLS: readonly (readonly [string, Call, number])[] = [
  ['a client', { method: 'findAppClient', args: ['client' as AppClientId] }, 1],
  ['a client with its pool', { method: 'findClientAndPool', args: ['client' as AppClientId] }, 1],
  ['the signing keys of a pool', { method: 'findSigningKeys', args: ['us-east-1_AbCdEf123' as UserPoolId] }, 1],
  ['a pool', { method: 'findUserPool', args: [SCOPE, 'us-east-1_AbCdEf123' as UserPoolId] }, 1],
  ['a user by name, sub or alias', { method: 'findSignInUser', args: [POOL, SUB, NOBODY] }, 6],
  ['the user of a token', { method: 'findTokenUser', args: [POOL, SUB, SUB] }, 1],
  ['the groups of a user', { method: 'listGroupsOfUser', args: [POOL, 'ann', undefined, 100] }, 1],
];

it.each(CALLS)('finds %s by indexes alone', async (_what, call, count) => {
  await runSqlCall(session, call);
  const asked = [...statements];
  expect(asked).toHaveLength(count);
  for (const text of asked) {
    const steps = database.prepare<[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all();
    const scans = steps.filter(({ detail }) => /^SCAN (?!CONSTANT ROW)/.test(detail));
    expect(scans, text).toEqual([]);
  }
});

it('asks the same query for other values', async () => {
  const find = (key: string) => runSqlCall(session, { method: 'findSignInUser', args: [POOL, key, NOBODY] });
  await find('ann');
  await find('bob');
  const named = (name: string) =>
    statements.filter((text) => text.includes(`'${name}'`)).map((text) => text.replaceAll(name, '?'));
  expect(named('ann')).toHaveLength(4);
  expect(named('ann')).toEqual(named('bob'));
});
