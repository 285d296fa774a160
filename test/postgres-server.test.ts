import { expect, it } from 'vitest';
import { describeWithPostgres, startPostgresServer } from './postgres-server.ts';

describeWithPostgres('the PostgreSQL server of the tests', () => {
  it('keeps what was committed when it is killed or shut down, at the same address', async () => {
    const server = await startPostgresServer();
    try {
      await server.run('create table kept (number int); insert into kept values (1)');
      await server.kill();
      await expect(server.run('select 1')).rejects.toThrow(/refused/);
      await server.start();
      await server.run('insert into kept values (2)');
      await server.shutDown();
      await server.start();
      expect(await server.run('select number from kept order by number')).toBe('1\n2');
    } finally {
      await server.stop();
    }
  });

  it('gives empty databases, whose own order of texts is that of a language', async () => {
    const server = await startPostgresServer();
    try {
      const url = await server.createDatabase();
      expect(url).not.toBe(server.url);
      expect(await server.run(`select 'a' < 'B', 'a' < 'B' collate "C"`, url)).toBe('t|f');
    } finally {
      await server.stop();
    }
  });
});
