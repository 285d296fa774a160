import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assert } from '../../base/assert.ts';
import { ManualClock } from '../../base/manual-clock.fixture.ts';
import type { Group } from '../../domain/groups/group.ts';
import { type LeaseToken, START_OF_FILE } from '../../domain/imports/import-job.ts';
import type { UserPool } from '../../domain/pools/user-pool.ts';
import {
  accepted,
  commit,
  makePool,
  makeRunningJob,
  NOW,
  newPool,
  newUser,
  SCOPE,
} from '../contract/stored-things.fixture.ts';
import { packBatch } from '../sql/jobs/packed-batch.ts';
import type { ImportBatch, Store } from '../store.ts';
import { openWritingConnection } from './connection.ts';
import { prepareDatabase } from './prepare-database.ts';
import { Writer, type WriterTask } from './writer.ts';
import type { WriterCalls } from './writer-calls.ts';

describe('Writer', () => {
  let directory: string;
  let database: Database.Database;
  let writer: Writer;
  let faults: unknown[];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'muster-writer-'));
    prepareDatabase(join(directory, 'muster.db'));
    database = openWritingConnection(join(directory, 'muster.db'));
    faults = [];
    writer = new Writer(database, new ManualClock(NOW), (error) => faults.push(error));
  });
  afterEach(async () => {
    await writer.drain();
    database.close();
    rmSync(directory, { recursive: true });
  });

  const order: string[] = [];
  function ask<Method extends keyof WriterCalls>(
    method: Method,
    ...args: WriterCalls[Method]['args']
  ): Promise<WriterCalls[Method]['answer']> {
    const { promise, resolve, reject } = Promise.withResolvers<WriterCalls[Method]['answer']>();
    writer.add({ method, args, resolve, reject } as WriterTask);
    return promise.finally(() => order.push(method));
  }

  const asStore = (): Pick<Store, 'createUserPool'> => ({ createUserPool: (pool) => ask('createUserPool', pool) });

  function count(table: string): unknown {
    return database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  }

  it('runs calls before batches that wait longer', async () => {
    order.length = 0;
    const batch = packBatch({ verdicts: [], firstRecordNumber: 1, checkpoint: START_OF_FILE, nowMs: NOW });
    const token = '1.1' as LeaseToken;
    const asked = [
      ask('commitBatch', token, batch),
      ask('commitBatch', token, batch),
      ask('pinServerKey', 'aaaa'),
      ask('proveWritable'),
    ];
    expect(await Promise.all(asked)).toEqual([{ kind: 'lease-lost' }, { kind: 'lease-lost' }, 'same', undefined]);
    expect(order).toEqual(['pinServerKey', 'proveWritable', 'commitBatch', 'commitBatch']);
  });

  it('does nothing any more that is asked behind the news of damage, also in the same moment', async () => {
    const results = await Promise.allSettled([
      ask('stopWriting', 'the image is malformed'),
      ask('proveWritable'),
      ask('createUserPool', newPool('A')),
    ]);
    expect(results.slice(1)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(count('user_pools')).toBe(0);
  });

  it('undoes the call that throws and keeps those that share its transaction', async () => {
    const results = await Promise.allSettled([
      ask('createUserPool', newPool('A')),
      ask('createUserPool', newPool('A')),
      ask('createUserPool', newPool('A')),
      ask('createUserPool', newPool('B')),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(count('user_pools')).toBe(2);
  });

  it('rejects all calls of a transaction that cannot be committed, and goes on', async () => {
    database.exec("CREATE TEMP TRIGGER full AFTER INSERT ON user_pools BEGIN SELECT raise(ROLLBACK, 'disk full'); END");
    const results = await Promise.allSettled([ask('pinServerKey', 'aaaa'), ask('createUserPool', newPool('A'))]);
    expect(results).toMatchObject([
      { status: 'rejected', reason: { message: 'disk full' } },
      { status: 'rejected', reason: { message: 'disk full' } },
    ]);
    expect(count('meta')).toBe(0);
    database.exec('DROP TRIGGER full');
    expect(await ask('pinServerKey', 'bbbb')).toBe('same');
  });

  describe('purges a deleted pool', () => {
    async function deleteLargePool(users: number) {
      const pool = await makePool(asStore() as Store, 'Large');
      const kept = await makePool(asStore() as Store, 'Kept');
      const created = [ask('createUser', kept.key, newUser('kept'), NOW)];
      for (let index = 0; index < users; index++) created.push(ask('createUser', pool.key, newUser(`u${index}`), NOW));
      await Promise.all(created);
      expect(await ask('deleteUserPool', SCOPE, pool.id)).toMatchObject({ kind: 'deleted' });
    }

    async function untilPurged(): Promise<void> {
      while (count('user_pools') !== 1) await new Promise((resolve) => setImmediate(resolve));
    }

    it('in steps, between which calls are answered', async () => {
      await deleteLargePool(2_700);
      const left: unknown[] = [];
      while (count('user_pools') !== 1) {
        await ask('proveWritable');
        left.push(count('users'));
      }
      expect(new Set(left).size).toBeGreaterThan(2);
      expect(count('users')).toBe(1);
      expect(faults).toEqual([]);
    });

    it('and goes on after a restart', async () => {
      await deleteLargePool(2_700);
      await writer.drain();
      expect(count('users')).toBeGreaterThan(1);
      writer = new Writer(database, new ManualClock(NOW), (error) => faults.push(error));
      writer.start();
      await untilPurged();
      expect(count('users')).toBe(1);
    });

    it('and reports a fault instead of trying for ever', async () => {
      database.exec("CREATE TEMP TRIGGER broken BEFORE DELETE ON users BEGIN SELECT raise(ABORT, 'broken'); END");
      await deleteLargePool(1);
      while (faults.length === 0) await ask('proveWritable');
      await ask('proveWritable');
      await ask('proveWritable');
      expect(faults).toMatchObject([{ message: 'broken' }]);
      expect(count('users')).toBe(2);
    });
  });

  it.each([
    ['of users', (group: Group) => ask('deleteGroup', group.userPoolKey, group.name)],
    ['with its pool', (_: Group, pool: UserPool) => ask('deleteUserPool', SCOPE, pool.id)],
  ])('purges a deleted group %s in steps, between which calls are answered', async (_, deleteIt) => {
    const pool = await makePool(asStore() as Store, 'Pool00001');
    const groups = ['large', 'small'].map((name) => ({
      userPoolKey: pool.key,
      name,
      createdAt: NOW,
      modifiedAt: NOW,
    }));
    for (const group of groups) await ask('createGroup', group, 10);
    await ask('createUser', pool.key, newUser('ana'), NOW);
    await ask('addGroupMember', pool.key, 'small', 'ana', 10);
    database.exec(`WITH RECURSIVE ids (id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM ids WHERE id < 2700)
      INSERT INTO group_members (group_key, user_id) SELECT 1, id FROM ids`);
    const [large] = groups;
    assert(large, 'there are two groups');
    const before = count('user_groups');
    await deleteIt(large, pool);
    const left: unknown[] = [];
    while (database.prepare('SELECT count(*) FROM user_groups WHERE is_deleted = 1').pluck().get() !== 0) {
      await ask('proveWritable');
      left.push(count('group_members'));
    }
    expect(new Set(left).size).toBeGreaterThan(2);
    const remaining = count('user_groups');
    expect([before, remaining === 1 || remaining === 0]).toEqual([2, true]);
    expect(count('group_members')).toBe(remaining);
    expect(faults).toEqual([]);
  });

  it('says how long a batch held it, also if the clock was set meanwhile', async () => {
    const clock = new ManualClock(NOW);
    const readNow = clock.monotonicMs.bind(clock);
    // Between its first look at the clock and its last: 7 ms pass, and somebody sets the clock.
    clock.monotonicMs = () => {
      const monotonicMs = readNow();
      clock.advance(7);
      clock.jump(240_000);
      return monotonicMs;
    };
    writer = new Writer(database, clock, (error) => faults.push(error));
    const store = new Proxy({} as Store, {
      get:
        (_, method: string) =>
        (first: unknown, second: ImportBatch, ...rest: unknown[]) =>
          ask(
            method as keyof WriterCalls,
            ...([first, method === 'commitBatch' ? packBatch(second) : second, ...rest] as never),
          ),
    });
    const { token } = await makeRunningJob(store, await makePool(store, 'Pool00001'), 'a');
    expect(await commit(store, token, 1, [accepted('ana')])).toMatchObject({ kind: 'committed', heldMs: 7 });
  });

  it.each([
    ['group', { log_put_blocks: 0, log_streams: 0 }],
    ['stream', { log_put_blocks: 1, log_streams: 1 }],
  ] as const)('purges a deleted log %s in steps, between which calls are answered', async (deleted, left) => {
    await ask('createLogGroup', SCOPE, 'large', NOW);
    for (const name of ['a', 'b']) await ask('createLogStream', SCOPE, 'large', name, NOW);
    const block = (at: number) => ({ firstTimestamp: at, lastTimestamp: at, eventCount: 1, bytes: Buffer.of(0) });
    const blocks = Array.from({ length: 1_000 }, (_, index) => block(NOW + index));
    await ask('putLogBlocks', SCOPE, 'large', 'a', { blocks, nowMs: NOW });
    await ask('putLogBlocks', SCOPE, 'large', 'b', { blocks: [block(NOW)], nowMs: NOW });
    const deletion =
      deleted === 'group' ? ask('deleteLogGroup', SCOPE, 'large') : ask('deleteLogStream', SCOPE, 'large', 'a');
    expect(await deletion).toBe('deleted');
    const counts: unknown[] = [];
    while (count('log_purges') !== 0) {
      await ask('proveWritable');
      counts.push(count('log_put_blocks'));
    }
    expect(new Set(counts).size).toBeGreaterThan(2);
    for (const [table, rows] of Object.entries(left)) expect(count(table)).toBe(rows);
    expect(faults).toEqual([]);
  });
});
