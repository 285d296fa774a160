import { Client } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from '../../../test/postgres-server.ts';
import { silentLogger } from '../../base/logger.ts';
import { LEASE_MS } from '../../base/node.ts';
import { describeStoreContract } from '../contract/store-contract.fixture.ts';
import { migrateDatabase } from './migrate-database.ts';
import { openPostgresStore, type PostgresStore } from './postgres-store.ts';

describeWithPostgres('the PostgreSQL store', () => {
  let server: PostgresServer;
  let client: Client;
  let emptying: string;
  let shared: PostgresStore | undefined;
  const open = () => openPostgresStore({ url: server.url, logger: silentLogger });

  beforeAll(async () => {
    server = await startPostgresServer();
    await migrateDatabase(server.url);
    client = new Client({ connectionString: server.url });
    await client.connect();
    const tables = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'meta'`,
    );
    // What was deleted may still be purged, which begins with these: so nobody waits for the other.
    emptying = [
      'DELETE FROM log_purges',
      'DELETE FROM user_pools',
      'DELETE FROM user_groups',
      `DELETE FROM meta WHERE name <> 'schema-version'`,
      ...tables.rows.map(({ name }) => `DELETE FROM ${name}`),
    ].join(';');
  });
  afterAll(async () => {
    await shared?.close();
    await client.end();
    await server.stop();
  });

  describeStoreContract(async () => {
    shared ??= await open();
    const engine = {
      store: shared,
      async reopen() {
        await engine.store.close();
        // That a process has ended the others learn when its leases are over.
        await engine.letTimePass(LEASE_MS);
        shared = await open();
        engine.store = shared;
        return engine.store;
      },
      async letTimePass(ms: number) {
        await client.query(`UPDATE nodes SET seen_at = seen_at - ${ms};
          UPDATE import_jobs SET lease_expires_at = lease_expires_at - ${ms}`);
      },
      async execute(sql: string) {
        await client.query(sql);
      },
      async close() {
        await client.query(emptying);
      },
    };
    return engine;
  });
});
