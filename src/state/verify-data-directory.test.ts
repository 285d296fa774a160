import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { ServerKey } from '../base/server-key.ts';
import { makePool, NOW, newUser } from '../store/contract/stored-things.fixture.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { SigningKeys } from '../tokens/signing-keys.ts';
import { verifyDataDirectory } from './verify-data-directory.ts';

const SECRET = Buffer.alloc(32, 1);

describe('the verification of a data directory', () => {
  let directory: string;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'muster-verify-'));
    const serverKey = new ServerKey(SECRET);
    const store = await openSqliteStore({ databaseFile: join(directory, 'muster.db'), logger: silentLogger });
    await store.pinServerKey(serverKey.fingerprint());
    const pool = await makePool(store, 'Pool00001', { tags: { team: 'blue' } });
    await store.createUser(pool.key, newUser('john'), NOW);
    const sealKey = serverKey.derive('signing-key');
    await new SigningKeys({ store, sealKey, clock: new ManualClock(NOW) }).read(pool.id);
    await store.close();
    writeFileSync(join(directory, 'server.key'), SECRET);
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  async function verify() {
    const faults: string[] = [];
    const { users, faultCount, hasServerKey } = await verifyDataDirectory(
      directory,
      (fault) => void faults.push(fault),
    );
    expect(faultCount).toBe(faults.length);
    return { users, faults, hasServerKey };
  }

  function damage(sql: string): void {
    const database = new Database(join(directory, 'muster.db'));
    database.exec(sql);
    database.close();
  }

  it('finds nothing in what a server wrote', async () => {
    expect(await verify()).toEqual({ users: 1, faults: [], hasServerKey: true });
  });

  it.each([
    ["UPDATE user_pools SET settings = '{'", /its settings or its schema are not JSON; its users were not checked$/],
    [
      "UPDATE user_pools SET settings = json_set(settings, '$.tags', json('{\"team\":7}'))",
      /its tags are not texts, or too many$/,
    ],
    ["UPDATE signing_keys SET sealed_private_key = x'01' WHERE token_use = 'id'", /its private key does not open$/],
  ])('finds the fault of %s', async (sql, fault) => {
    damage(sql);
    const { users, faults } = await verify();
    expect(users).toBe(1);
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });

  it('opens nothing with a server key that is not that of the database, and says so once', async () => {
    writeFileSync(join(directory, 'server.key'), Buffer.alloc(32, 2));
    expect(await verify()).toMatchObject({ faults: ['server key: is not the one that the database was created with'] });
    writeFileSync(join(directory, 'server.key'), Buffer.alloc(31, 2));
    expect(await verify()).toMatchObject({ faults: ['server key: has 31 bytes, not 32'] });
    rmSync(join(directory, 'server.key'));
    expect(await verify()).toEqual({ users: 1, faults: [], hasServerKey: false });
  });
});
