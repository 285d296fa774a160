import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from '../../../test/postgres-server.ts';
import { systemScheduler } from '../../base/scheduler.ts';
import { ConnectionPool } from './connection-pool.ts';

describeWithPostgres('a connection', () => {
  let server: PostgresServer;
  let pool: ConnectionPool;
  beforeAll(async () => {
    server = await startPostgresServer();
    pool = new ConnectionPool({ url: server.url, connectionsMax: 1, scheduler: systemScheduler });
  });
  afterAll(async () => {
    await pool.end();
    await server.stop();
  });

  it('is prepared by each statement once, also where it is lent again', async () => {
    for (let use = 0; use < 2; use++) {
      const connection = await pool.connect();
      await connection.prepare('CREATE TEMPORARY TABLE one (number INTEGER)');
      await connection.prepare('CREATE TEMPORARY TABLE other (number INTEGER)');
      const { rows } = await connection.query<{ count: number }>('SELECT count(*) FROM other');
      expect(rows).toEqual([{ count: 0 }]);
      connection.release();
    }
  });
});
