import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../base/logger.ts';
import { describeStoreContract } from '../contract/store-contract.fixture.ts';
import { openSqliteStore } from './sqlite-store.ts';

describeStoreContract(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'muster-store-'));
  const options = { databaseFile: join(directory, 'muster.db'), logger: silentLogger };
  const engine = {
    store: await openSqliteStore(options),
    async reopen() {
      await engine.store.close();
      engine.store = await openSqliteStore(options);
      return engine.store;
    },
    async close() {
      await engine.store.close();
      rmSync(directory, { recursive: true });
    },
  };
  return engine;
});
