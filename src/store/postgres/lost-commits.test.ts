import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from '../../../test/postgres-server.ts';
import { startTcpProxy, type TcpProxy } from '../../../test/tcp-proxy.ts';
import { silentLogger } from '../../base/logger.ts';
import { listUsernames, makePool, NOW, newUser } from '../contract/stored-things.fixture.ts';
import { migrateDatabase } from './migrate-database.ts';
import { openPostgresStore, type PostgresStore } from './postgres-store.ts';

/** As a message ends with it. */
const COMMIT = 'COMMIT\0';

describeWithPostgres('a commit that a server never heard of, which then crashed', () => {
  let server: PostgresServer;
  let proxy: TcpProxy;
  let store: PostgresStore;
  beforeAll(async () => {
    // Nothing but a commit brings the log to the disk: what was under way is forgotten at a crash, and its number with it.
    server = await startPostgresServer({ settings: { wal_writer_delay: '10s' } });
    await migrateDatabase(server.url);
    proxy = await startTcpProxy(server.port);
    const url = server.url.replace(`:${server.port}/`, `:${proxy.port}/`);
    store = await openPostgresStore({ url, logger: silentLogger });
  });
  afterAll(async () => {
    await store.close();
    await proxy.stop();
    await server.stop();
  });

  it('is not taken for that of another one, to which the server gave its number', async () => {
    const pool = await makePool(store, 'Pool00001');
    await store.createUser(pool.key, newUser('ana'), NOW);
    proxy.rules.holdAt = COMMIT;
    const creation = store.createUser(pool.key, newUser('bob'), NOW).then(
      ({ kind }) => kind,
      ({ name, isOfStorage }) => ({ name, isOfStorage }),
    );
    await expect.poll(() => proxy.rules.holdAt).toBeUndefined();
    // Only that of the client: the server's own vacuum takes numbers too.
    const number = await server.run(
      "SELECT backend_xid FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND backend_type = 'client backend'",
    );
    await server.kill();
    await server.start();
    // The store itself may have got the number meanwhile, where it saw that its connection was lost.
    for (let given = 0n; given < BigInt(number); ) given = BigInt(await server.run('SELECT pg_current_xact_id()'));
    proxy.cut();
    const answer = await creation;
    if (answer === 'created') {
      // The connection was seen to be lost before the number was given again, and the user was made anew.
      expect(await listUsernames(store, pool)).toEqual(['ana', 'bob']);
      return;
    }
    expect(answer).toEqual({ name: 'StoreFaultError', isOfStorage: true });
    expect(await listUsernames(store, pool)).toEqual(['ana']);
    // The client sends it again, as after any fault.
    expect(await store.createUser(pool.key, newUser('bob'), NOW)).toMatchObject({ kind: 'created' });
  });

  it('is begun again where its number went to nobody', async () => {
    const pool = await makePool(store, 'Pool00002');
    proxy.rules.holdAt = COMMIT;
    const creation = store.createUser(pool.key, newUser('ana'), NOW);
    await expect.poll(() => proxy.rules.holdAt).toBeUndefined();
    await server.kill();
    await server.start();
    proxy.cut();
    expect(await creation).toMatchObject({ kind: 'created' });
    expect(await listUsernames(store, pool)).toEqual(['ana']);
  });
});
