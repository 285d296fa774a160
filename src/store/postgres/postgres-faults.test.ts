import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from '../../../test/postgres-server.ts';
import { startTcpProxy, type TcpProxy } from '../../../test/tcp-proxy.ts';
import { type Clock, systemClock } from '../../base/clock.ts';
import { silentLogger } from '../../base/logger.ts';
import { type Scheduler, systemScheduler } from '../../base/scheduler.ts';
import type { UserPool } from '../../domain/pools/user-pool.ts';
import {
  accepted,
  commit,
  countUsers,
  listUsernames,
  makePool,
  makeRunningJob,
  NOW,
  newUser,
  SCOPE,
} from '../contract/stored-things.fixture.ts';
import { migrateDatabase } from './migrate-database.ts';
import { isConflict, isConnectionFault, toStoreFault } from './postgres-faults.ts';
import { openPostgresStore, type PostgresStore } from './postgres-store.ts';

/** As a message ends with it; the making of the staging table has the word too. */
const COMMIT = 'COMMIT\0';
/** All waits of the store are that much shorter. */
const HASTE = 20;
const scheduler: Scheduler = { after: (ms, task) => systemScheduler.after(ms / HASTE, task) };
const clock: Clock = { nowMs: systemClock.nowMs, monotonicMs: () => HASTE * systemClock.monotonicMs() };

describe('a fault of PostgreSQL', () => {
  it.each([
    ['40001', { isConflict: true, isConnectionFault: false, isOfStorage: false }],
    ['40P01', { isConflict: true, isConnectionFault: false, isOfStorage: false }],
    ['57P01', { isConflict: false, isConnectionFault: true, isOfStorage: true }],
    ['53300', { isConflict: false, isConnectionFault: true, isOfStorage: true }],
    ['25006', { isConflict: false, isConnectionFault: true, isOfStorage: true }],
    ['ECONNREFUSED', { isConflict: false, isConnectionFault: true, isOfStorage: true }],
    ['53100', { isConflict: false, isConnectionFault: false, isOfStorage: true }],
    ['28P01', { isConflict: false, isConnectionFault: false, isOfStorage: true }],
    ['57014', { isConflict: false, isConnectionFault: false, isOfStorage: false }],
    ['23502', { isConflict: false, isConnectionFault: false, isOfStorage: false }],
  ])('with the code %s is %o', (code, expected) => {
    const error = Object.assign(new Error('trouble'), { code });
    const fault = toStoreFault(error);
    expect({
      isConflict: isConflict(error),
      isConnectionFault: isConnectionFault(error),
      isOfStorage: fault.isOfStorage,
    }).toEqual(expected);
    expect(fault).toMatchObject({ code, message: 'PostgreSQL: trouble' });
  });
});

describeWithPostgres('a connection to PostgreSQL in trouble', () => {
  let server: PostgresServer;
  let proxy: TcpProxy;
  let store: PostgresStore;
  let pool: UserPool;
  let poolNumber = 0;

  beforeAll(async () => {
    server = await startPostgresServer();
    await migrateDatabase(server.url);
    proxy = await startTcpProxy(server.port);
    const url = server.url.replace(`:${server.port}/`, `:${proxy.port}/`);
    store = await openPostgresStore({ url, logger: silentLogger, clock, scheduler });
  });
  afterAll(async () => {
    await store.close();
    await proxy.stop();
    await server.stop();
  });
  beforeEach(async () => {
    await server.run('DELETE FROM import_jobs');
    pool = await makePool(store, `Pool${String(++poolNumber).padStart(5, '0')}`);
  });

  it('that is cut is made again, and the call goes on', async () => {
    const before = store.counters.connectionRetries;
    const reading = store.findUserPool(SCOPE, pool.id);
    proxy.cut();
    expect((await reading)?.id).toBe(pool.id);
    proxy.cut();
    expect(await store.createUser(pool.key, newUser('ana'), NOW)).toMatchObject({ kind: 'created' });
    expect(store.counters.connectionRetries).toBeGreaterThan(before);
  });

  it('that is cut before the answer to a commit is asked what became of it: nothing is written twice', async () => {
    const before = store.counters.lostAnswers;
    proxy.rules.cutAfter = COMMIT;
    expect(await store.createUser(pool.key, newUser('ana'), NOW)).toMatchObject({ kind: 'created' });
    const { token } = await makeRunningJob(store, pool, 'a');
    proxy.rules.cutAfter = COMMIT;
    expect(await commit(store, token, 1, [accepted('bob'), accepted('ana')])).toMatchObject({
      kind: 'committed',
      counters: { importedUsers: 1, skippedUsers: 1 },
    });
    expect(store.counters.lostAnswers).toBe(before + 2);
    expect(await commit(store, token, 3, [accepted('cid')])).toMatchObject({ counters: { importedUsers: 2 } });
    expect(await listUsernames(store, pool)).toEqual(['ana', 'bob', 'cid']);
    expect(await countUsers(store, pool)).toBe(3);
  });

  it('that is cut amid a batch leaves no trace of it, and the batch is written once', async () => {
    const { token } = await makeRunningJob(store, pool, 'a');
    for (const text of ['COPY batch_users', 'INSERT INTO users', 'log_blocks']) {
      proxy.rules.cutAfter = text;
      const next = 1 + ((await countUsers(store, pool)) ?? 0);
      expect(await commit(store, token, next, [accepted(`user-${next}`)])).toMatchObject({ kind: 'committed' });
    }
    expect(await countUsers(store, pool)).toBe(3);
  });

  it('that is open but dead is given up after a bounded time', async () => {
    await store.findUserPool(SCOPE, pool.id);
    proxy.rules.isSilent = true;
    const call = store.findUserPool(SCOPE, pool.id);
    await expect(call).rejects.toMatchObject({ name: 'StoreFaultError', isOfStorage: true });
    proxy.rules.isSilent = false;
    proxy.cut();
    expect((await store.findUserPool(SCOPE, pool.id))?.id).toBe(pool.id);
  });

  it('that is refused is tried again for a bounded time, then the call is a fault of the storage', async () => {
    await proxy.shut();
    await expect(store.findUserPool(SCOPE, pool.id)).rejects.toMatchObject({ isOfStorage: true });
    await expect(store.checkHealth()).rejects.toMatchObject({ isOfStorage: true });
    const reading = store.findUserPool(SCOPE, pool.id);
    await proxy.open();
    expect((await reading)?.id).toBe(pool.id);
    await store.checkHealth();
  });

  it('ends with the server, and begins again with it', async () => {
    await store.createUser(pool.key, newUser('ana'), NOW);
    for (const stop of [() => server.shutDown(), () => server.kill()]) {
      await stop();
      await expect(store.createUser(pool.key, newUser('bob'), NOW)).rejects.toMatchObject({ isOfStorage: true });
      await server.start();
      expect(await store.createUser(pool.key, newUser('bob'), NOW)).toMatchObject({ kind: 'created' });
      expect(await store.deleteUser(pool.key, 'bob')).toBe('deleted');
    }
    expect(await listUsernames(store, pool)).toEqual(['ana']);
  });

  it('tells who watches of work that was started on another node, also after it was lost', async () => {
    let told = 0;
    let tell = (): void => {};
    const next = () =>
      new Promise<void>((resolve) => {
        tell = resolve;
      });
    let heard = next();
    const stop = await store.watchJobs(() => {
      told++;
      tell();
    });
    const other = await openPostgresStore({ url: server.url, logger: silentLogger });
    // The watch listens from some moment on: until then it is told nothing.
    for (let attempt = 0; told === 0 && attempt < 100; attempt++) {
      await makeRunningJob(
        other,
        await makePool(other, `W${String(poolNumber)}${String(attempt).padStart(5, '0')}`),
        'w',
      );
      await server.run('DELETE FROM import_jobs');
    }
    await heard;
    heard = next();
    proxy.cut();
    await heard;
    await stop();
    await other.close();
    expect(told).toBeGreaterThanOrEqual(2);
  });

  it('refuses calls once the store is closed', async () => {
    const closed = await openPostgresStore({ url: server.url, logger: silentLogger });
    await closed.close();
    await closed.close();
    await expect(closed.findUserPool(SCOPE, pool.id)).rejects.toMatchObject({ isOfStorage: true });
    await expect(closed.createUser(pool.key, newUser('eve'), NOW)).rejects.toMatchObject({ isOfStorage: true });
  });
});

describeWithPostgres('a database that is not ready', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
  });
  afterAll(() => server.stop());

  const open = (url: string) => openPostgresStore({ url, logger: silentLogger });

  it('is refused with the command to run, until it is migrated', async () => {
    const url = await server.createDatabase();
    await expect(open(url)).rejects.toMatchObject({
      reason: 'missing',
      message: expect.stringContaining('muster database upgrade'),
    });
    await migrateDatabase(url);
    await server.run(`UPDATE meta SET value = '1' WHERE name = 'schema-version'`, url);
    await expect(open(url)).rejects.toMatchObject({
      reason: 'older',
      message: expect.stringContaining('muster database upgrade'),
    });
    await server.run(`UPDATE meta SET value = '999' WHERE name = 'schema-version'`, url);
    await expect(open(url)).rejects.toMatchObject({
      reason: 'newer',
      message: expect.stringContaining('newer Muster'),
    });
    await expect(migrateDatabase(url)).rejects.toMatchObject({ reason: 'newer' });
  });

  it.each(['users', 'meta'])(
    'is refused if a table %s of another program is in it, and left as it is',
    async (table) => {
      const url = await server.createDatabase();
      await server.run(`CREATE TABLE ${table} (id int)`, url);
      await expect(open(url)).rejects.toMatchObject({ reason: 'foreign' });
      await expect(migrateDatabase(url)).rejects.toMatchObject({ reason: 'foreign' });
      expect(await server.run(`SELECT count(*) FROM pg_tables WHERE schemaname = 'public'`, url)).toBe('1');
    },
  );

  it('is refused in another encoding', async () => {
    await server.run(`CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'`);
    await expect(open(server.url.replace(/[^/]+$/, 'latin'))).rejects.toMatchObject({ reason: 'encoding' });
  });

  it('is refused with a wrong password, whose words are not told', async () => {
    const url = server.url.replace(/:[^:@]+@/, ':wrong@');
    await expect(open(url)).rejects.toMatchObject({ code: '28P01', isOfStorage: true });
    await expect(open(url)).rejects.not.toThrow(/wrong/);
  });
});
