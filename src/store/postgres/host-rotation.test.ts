import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from '../../../test/postgres-server.ts';
import { silentLogger } from '../../base/logger.ts';
import { makePool, SCOPE } from '../contract/stored-things.fixture.ts';
import { HostRotation } from './host-rotation.ts';
import { migrateDatabase } from './migrate-database.ts';
import { openPostgresStore } from './postgres-store.ts';

describe('the turn of a host', () => {
  it('moves on once for all who met the same host', () => {
    const hosts = new HostRotation('postgres:///db?host=one,two,three');
    const [one, two, three] = hosts.urls;
    hosts.moveOn(String(one));
    hosts.moveOn(String(one));
    expect(hosts.url).toBe(two);
    hosts.moveOn(String(two));
    expect(hosts.url).toBe(three);
    hosts.moveOn(String(three));
    expect(hosts.url).toBe(one);
  });
});

describeWithPostgres('a database with several hosts', () => {
  let reading: PostgresServer;
  let writing: PostgresServer;
  beforeAll(async () => {
    writing = await startPostgresServer();
    reading = await startPostgresServer({ password: new URL(writing.url).password });
    await reading.run('ALTER SYSTEM SET default_transaction_read_only = on');
    await reading.run('SELECT pg_reload_conf()');
    await migrateDatabase(writing.url);
  });
  afterAll(async () => {
    await reading.stop();
    await writing.stop();
  });

  it('is found at the host that takes writes, whatever the others are', async () => {
    const url = new URL(writing.url);
    // A port that nobody listens at, one that takes no writes, and the one.
    const hosts = [1, reading.port, writing.port].map((port) => `127.0.0.1:${port}`).join(',');
    const store = await openPostgresStore({ url: url.href.replace(url.host, hosts), logger: silentLogger });
    const pool = await makePool(store, 'Pool00001');
    expect((await store.findUserPool(SCOPE, pool.id))?.id).toBe(pool.id);
    await store.close();
  });
});
