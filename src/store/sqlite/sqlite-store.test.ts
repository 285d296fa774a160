import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { describeStoreContract } from '../contract/store-contract.fixture.ts';
import { emptyTables } from './empty-tables.fixture.ts';
import { openSqliteStore, type SqliteStore } from './sqlite-store.ts';

const directory = mkdtempSync(join(tmpdir(), 'muster-store-'));
const options = { databaseFile: join(directory, 'muster.db'), logger: silentLogger };
let shared: SqliteStore | undefined;

afterAll(async () => {
  await shared?.close();
  rmSync(directory, { recursive: true });
});

describeStoreContract(async () => {
  shared ??= await openSqliteStore(options);
  const engine = {
    store: shared,
    async reopen() {
      await engine.store.close();
      shared = await openSqliteStore(options);
      engine.store = shared;
      return engine.store;
    },
    async letTimePass(ms: number) {
      const database = new Database(options.databaseFile);
      database.prepare('UPDATE nodes SET seen_at = seen_at - ?').run(ms);
      database.close();
    },
    async execute(sql: string) {
      const database = new Database(options.databaseFile);
      database.exec(sql);
      database.close();
    },
    async close() {
      emptyTables(options.databaseFile);
    },
  };
  return engine;
});
