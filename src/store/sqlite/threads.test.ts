import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { siblingModule } from '../../base/threads/sibling-module.ts';
import { listUsernames, makePool, NOW, newUser, SCOPE } from '../contract/stored-things.fixture.ts';
import { openWriter } from './open-thread.ts';
import { connectSqliteStore, openSqliteStore, type SqliteStore } from './sqlite-store.ts';

describe('the threads of the store', () => {
  let directory: string;
  let databaseFile: string;
  let store: SqliteStore;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'muster-threads-'));
    databaseFile = join(directory, 'muster.db');
    store = await openSqliteStore({ databaseFile, logger: silentLogger });
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('serve another thread through a handle', async () => {
    const pool = await makePool(store, 'Pool00001');
    const handle = store.handle();
    const worker = new Worker(siblingModule(import.meta.url, 'create-user.fixture'), {
      workerData: { handle, poolKey: pool.key },
      transferList: [handle.port],
    });
    const code = await new Promise((resolve) => worker.on('exit', resolve));
    expect(code).toBe(0);
    expect(await listUsernames(store, pool)).toEqual(['from-another-thread']);
  });

  it('outlive a connection that is closed, whose calls are refused from then on', async () => {
    const connected = connectSqliteStore(store.handle());
    const pool = await makePool(connected, 'Pool00001');
    expect(await connected.findUserPool(SCOPE, pool.id)).toEqual(pool);
    await connected.close();
    await expect(makePool(connected, 'Pool00002')).rejects.toThrow('the store is closed');
    await expect(store.checkHealth()).resolves.toBeUndefined();
    expect(await store.findUserPool(SCOPE, pool.id)).toEqual(pool);
  });

  it('finish what was asked before the store is closed, and leave one file', async () => {
    const pool = await makePool(store, 'Pool00001');
    const { filter } = { filter: { name: 'email', operator: '=', value: 'x' } as const };
    expect((await store.listUsers(pool.key, { filter, limit: 1 })).items).toEqual([]);
    const created = ['a', 'b', 'c'].map((name) => store.createUser(pool.key, newUser(name), NOW));
    await Promise.all([store.close(), ...created]);
    expect(readdirSync(directory)).toEqual(['muster.db']);
    await expect(store.createUser(pool.key, newUser('d'), NOW)).rejects.toThrow(/store (is closed|has ended)/);
    const database = new Database(databaseFile, { readonly: true });
    expect(database.prepare('SELECT count(*) FROM users').pluck().get()).toBe(3);
    database.close();
  });

  // Orders and calls reach the writer over two ports: one that sleeps may be woken to the order first.
  it('are told to close only when all that was asked is answered', async () => {
    const pool = await makePool(store, 'Pool00001');
    let answered = 0;
    const answeredAtOrders: number[] = [];
    const postMessage = vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, ...args) {
      answeredAtOrders.push(answered);
      postMessage.mockRestore();
      this.postMessage(...args);
    });
    const created = ['a', 'b', 'c'].map((name) =>
      store.createUser(pool.key, newUser(name), NOW).then(() => {
        answered += 1;
      }),
    );
    await Promise.all([...created, store.close()]);
    expect(answeredAtOrders).toEqual([3]);
  });

  it('reject every call, and the health check, once a thread has failed', async () => {
    const thread = openWriter();
    thread.worker.postMessage({ kind: 'open', databaseFile: join(directory, 'no', 'such', 'file.db') });
    await expect(thread.calls.call({ method: 'proveWritable', args: [] })).rejects.toThrow(
      /ENOENT: no such file or directory/,
    );
    await thread.ended;
    await expect(thread.calls.call({ method: 'proveWritable', args: [] })).rejects.toThrow('the thread of the store');
  });

  it('reject the calls of a connection whose writer is gone', async () => {
    const connected = connectSqliteStore(store.handle());
    await connected.checkHealth();
    await store.close();
    await expect(connected.checkHealth()).rejects.toThrow(/store/);
    await connected.close();
  });
});
