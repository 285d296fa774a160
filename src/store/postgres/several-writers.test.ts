import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from '../../../test/postgres-server.ts';
import { assertPresent } from '../../base/assert.ts';
import { systemClock } from '../../base/clock.ts';
import { silentLogger } from '../../base/logger.ts';
import { createCountedMetrics } from '../../base/metrics/counted-metrics.fixture.ts';
import { LEASE_MS } from '../../base/node.ts';
import { systemScheduler } from '../../base/scheduler.ts';
import type { Verdict } from '../../domain/imports/verdict.ts';
import type { UserPool } from '../../domain/pools/user-pool.ts';
import {
  accepted,
  beginAt,
  commit,
  countUsers,
  failed,
  LIMITS,
  listUsernames,
  makePendingJob,
  makePool,
  NODE,
  NOW,
  newIamUser,
  newJob,
  newSealedKey,
  newUpload,
  newUser,
  OTHER_NODE,
  readMessages,
  SCOPE,
} from '../contract/stored-things.fixture.ts';
import { newStoreCounters } from '../store-counters.ts';
import { ConnectionPool } from './connection-pool.ts';
import { migrateDatabase } from './migrate-database.ts';
import { openPostgresStore, type PostgresStore } from './postgres-store.ts';
import { transact } from './transactions.ts';

/** What one writer cannot show: two stores, as two nodes have them, on one database. */
describeWithPostgres('several writers of one PostgreSQL database', () => {
  let server: PostgresServer;
  let one: PostgresStore;
  let other: PostgresStore;
  let pool: UserPool;
  let poolNumber = 0;

  beforeAll(async () => {
    server = await startPostgresServer();
    await migrateDatabase(server.url);
    const options = { url: server.url, logger: silentLogger };
    one = await openPostgresStore(options);
    other = await openPostgresStore(options);
  });
  afterAll(async () => {
    await one.close();
    await other.close();
    await server.stop();
  });
  beforeEach(async () => {
    await server.run('DELETE FROM import_jobs');
    pool = await makePool(one, `Pool${String(++poolNumber).padStart(5, '0')}`);
  });

  async function begin(store: PostgresStore, id: string) {
    await makePendingJob(store, pool, id);
    const claimed = assertPresent(await store.claimImportJob(store === one ? NODE : OTHER_NODE, []), 'a job is there');
    await store.beginImport(claimed.leaseToken, beginAt(id));
    return claimed.leaseToken;
  }

  async function importAll(store: PostgresStore, id: string, batches: readonly (readonly Verdict[])[]) {
    const token = await begin(store, id);
    let next = 1;
    let counters = { importedUsers: 0, skippedUsers: 0, failedUsers: 0 };
    for (const batch of batches) {
      const result = await commit(store, token, next, batch);
      if (result.kind !== 'committed') throw new Error(result.kind);
      counters = result.counters;
      next += batch.length;
    }
    await store.endImportJob(token, { event: 'succeed', completionMessage: 'done', nowMs: NOW });
    return counters;
  }

  it('imports two files with the same names into one pool at once: each name once, and every sum is right (R195)', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `user-${index}`);
    const batchesOf = (order: readonly string[]) =>
      Array.from({ length: 20 }, (_, batch) => order.slice(20 * batch, 20 * batch + 20).map((name) => accepted(name)));
    const results = await Promise.all([
      importAll(one, 'up', batchesOf(names)),
      importAll(other, 'down', batchesOf(names.toReversed())),
    ]);
    expect(results.map((each) => each.importedUsers + each.skippedUsers)).toEqual([400, 400]);
    expect(results.reduce((sum, each) => sum + each.importedUsers, 0)).toBe(400);
    expect((await listUsernames(one, pool)).toSorted()).toEqual(names.toSorted());
    expect(await countUsers(one, pool)).toBe(400);
    for (const name of ['up', 'down']) expect(await readMessages(one, name)).toHaveLength(400);
  });

  it('counts users right that requests make, change and delete while two jobs run', async () => {
    const batches = (prefix: string) =>
      Array.from({ length: 10 }, (_, batch) => [
        ...Array.from({ length: 30 }, (_, index) => accepted(`${prefix}-${batch}-${index}`)),
        accepted(`shared-${batch}`),
        failed('username-missing'),
      ]);
    const requests = async (store: PostgresStore) => {
      let made = 0;
      for (let index = 0; index < 30; index++) {
        const key = index % 3 === 0 ? `mail${index}` : null;
        const created = await store.createUser(pool.key, newUser(`shared-${index}`, { emailKey: key }), NOW);
        if (created.kind === 'created') made++;
        const change = {
          attributes: {},
          emailKey: `new${index}`,
          phoneKey: null,
          preferredUsernameKey: null,
          nowMs: NOW,
        };
        await store.replaceUserAttributes(pool.key, `shared-${index}`, change);
        if (index % 2 === 0 && (await store.deleteUser(pool.key, `shared-${index}`)) === 'deleted') made--;
      }
      return made;
    };
    const [left, right, ...made] = await Promise.all([
      importAll(one, 'left', batches('left')),
      importAll(other, 'right', batches('right')),
      requests(one),
      requests(other),
    ]);
    const expected = left.importedUsers + right.importedUsers + made.reduce((sum, count) => sum + count, 0);
    expect(await countUsers(one, pool)).toBe(expected);
    expect(await listUsernames(one, pool)).toHaveLength(expected);
    expect(left.failedUsers + right.failedUsers).toBe(20);
    // Nobody waits for a key in another order than that of the locks.
    expect(one.counters.conflictRetries + other.counters.conflictRetries).toBe(0);
  });

  it('never gives one job to two nodes', async () => {
    const ids = Array.from({ length: 24 }, (_, index) => `job-${index}`);
    for (const id of ids) await makePendingJob(one, pool, id);
    const claimAll = async (store: PostgresStore, node: typeof NODE) => {
      const keys: number[] = [];
      for (;;) {
        const claimed = await store.claimImportJob(node, keys as never);
        if (!claimed) return keys;
        keys.push(claimed.job.key);
      }
    };
    const claims = await Promise.all([claimAll(one, NODE), claimAll(other, OTHER_NODE)]);
    // A row that the other one was claiming is passed over: what both left at the end is claimed by the next poll.
    claims.push(await claimAll(one, NODE));
    const keys = claims.flat();
    expect(new Set(keys).size).toBe(ids.length);
    expect(claims[0]?.some((key) => claims[1]?.includes(key))).toBe(false);
  });

  it('refuses what a worker sends that stood still while another one took its job over', async () => {
    const paused = await begin(one, 'a');
    await commit(one, paused, 1, [accepted('ana')]);
    await server.run(`UPDATE import_jobs SET lease_expires_at = lease_expires_at - ${LEASE_MS}`);
    const taken = assertPresent(await other.claimImportJob(OTHER_NODE, []), 'the lease is over');
    const [late, next] = await Promise.all([
      commit(one, paused, 2, [accepted('bob')]),
      commit(other, taken.leaseToken, 2, [accepted('cid')]),
    ]);
    expect(late).toEqual({ kind: 'lease-lost' });
    expect(next).toMatchObject({ kind: 'committed', counters: { importedUsers: 2 } });
    expect(await listUsernames(one, pool)).toEqual(['ana', 'cid']);
  });

  it('starts one job only of those that are started at once, where one may run (R63)', async () => {
    const second = await makePool(one, `Other${String(poolNumber).padStart(4, '0')}`);
    const starts = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const owner = index % 2 === 0 ? pool : second;
        const store = index % 3 === 0 ? one : other;
        const job = await makeCreatedJob(store, owner, `j${index}`);
        return () =>
          store.startImportJob(SCOPE, owner.id, job, { activeJobsMax: 1, nowMs: NOW, requestId: 'request-1' });
      }),
    );
    const kinds = (await Promise.all(starts.map((start) => start()))).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'started')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'other-job-active')).toHaveLength(7);
  });

  async function makeCreatedJob(store: PostgresStore, owner: UserPool, id: string) {
    const job = newJob(owner, id);
    await store.createImportJob(job, LIMITS);
    await store.attachUpload(owner.account, owner.id, job.id, newUpload(`blob-${id}`));
    return job.id;
  }

  it('does not lose a change of attributes to one made at the same time', async () => {
    await one.createUser(pool.key, newUser('ana'), NOW);
    const change = (value: string) => ({
      attributes: { name: value },
      expected: {},
      emailKey: null,
      phoneKey: null,
      preferredUsernameKey: null,
      nowMs: NOW,
    });
    const changes = await Promise.all([
      one.replaceUserAttributes(pool.key, 'ana', change('one')),
      other.replaceUserAttributes(pool.key, 'ana', change('other')),
    ]);
    expect(changes.toSorted()).toEqual(['changed', 'stale']);
  });

  it('keeps the IAM version in step with changes made at once, and within their bounds', async () => {
    await one.createIamUser(newIamUser(`u${poolNumber}`));
    const before = await one.iamVersion(SCOPE.account);
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, index) => {
        const store = index % 2 === 0 ? one : other;
        return store.createAccessKey(SCOPE.account, `u${poolNumber}`, newSealedKey(`AK${poolNumber}-${index}`), 2);
      }),
    );
    expect(made.filter((kind) => kind === 'created')).toHaveLength(2);
    expect(await one.iamVersion(SCOPE.account)).toBe(before + 2);
  });

  it.each([
    ['deadlock', 'read committed'],
    ['serialization failure', 'repeatable read'],
  ])('begins a transaction again that ends in a %s, and counts it', async (_, isolation) => {
    const connections = new ConnectionPool({ url: server.url, connectionsMax: 4, scheduler: systemScheduler });
    const metrics = createCountedMetrics();
    const services = {
      pool: connections,
      clock: systemClock,
      scheduler: systemScheduler,
      counters: newStoreCounters(),
      metrics,
    };
    await server.run('CREATE TABLE IF NOT EXISTS two_rows (id int PRIMARY KEY, sum int); DELETE FROM two_rows');
    await server.run('INSERT INTO two_rows VALUES (1, 0), (2, 0)');
    let waiting = 0;
    let open = (): void => {};
    const bothHere = new Promise<void>((resolve) => {
      open = resolve;
    });
    const work = (rows: readonly number[]) =>
      transact(services, async (connection) => {
        await connection.run(`SET TRANSACTION ISOLATION LEVEL ${isolation}`);
        const [first, second] = isolation === 'read committed' ? rows : [1, 1];
        if (isolation === 'read committed')
          await connection.run(`UPDATE two_rows SET sum = sum + 1 WHERE id = ${first}`);
        else await connection.run('SELECT * FROM two_rows');
        if (++waiting === 2) open();
        await bothHere;
        await connection.run(`UPDATE two_rows SET sum = sum + 1 WHERE id = ${second}`);
      });
    await Promise.all([work([1, 2]), work([2, 1])]);
    const sums = isolation === 'read committed' ? '2,2' : '2,0';
    expect(await server.run(`SELECT string_agg(sum::text, ',' ORDER BY id) FROM two_rows`)).toBe(sums);
    const { conflictRetries } = services.counters;
    expect(conflictRetries).toBeGreaterThanOrEqual(1);
    expect(metrics.counted()).toEqual({ 'muster_store_retries_total conflict': conflictRetries });
    await server.run('DROP TABLE two_rows');
    await connections.end();
  });

  it('migrates once when several start to migrate at once', async () => {
    const url = await server.createDatabase();
    const runs = await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(url)));
    const version = runs[0]?.to;
    expect(runs.map(({ from }) => from).toSorted((a, b) => a - b)).toEqual([0, version, version, version]);
    await expect(migrateDatabase(url)).resolves.toEqual({ from: version, to: version });
  });
});
