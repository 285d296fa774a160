import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { appClientSettings } from '../domain/app-clients/app-client.fixture.ts';
import type { AppClientId } from '../domain/app-clients/app-client.ts';
import { makePool, NOW, newUser } from '../store/contract/stored-things.fixture.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { verifyClientsAndGroups } from './verify-clients-and-groups.ts';

describe('the verification of app clients and groups', () => {
  let directory: string;
  let database: Database.Database;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'muster-verify-'));
    const databaseFile = join(directory, 'muster.db');
    const store = await openSqliteStore({ databaseFile, logger: silentLogger });
    const { key } = await makePool(store, 'Pool00001');
    const times = { createdAt: NOW, modifiedAt: NOW };
    const secrets = [{ id: 'a--1', sealedSecret: new Uint8Array(Buffer.of(1)), createdAt: NOW }];
    const id = 'client-a' as AppClientId;
    await store.createAppClient(
      { id, userPoolKey: key, name: 'a', settings: appClientSettings(), secrets, ...times },
      10,
    );
    await store.createGroup({ userPoolKey: key, name: 'Admins', ...times }, 10);
    await store.createUser(key, newUser('ana'), NOW);
    await store.addGroupMember(key, 'admins', 'ana', 10);
    await store.close();
    database = new Database(databaseFile);
  });
  afterEach(() => {
    database.close();
    rmSync(directory, { recursive: true });
  });

  function faults(): string[] {
    const found: string[] = [];
    verifyClientsAndGroups(database, (fault) => found.push(fault));
    return found;
  }

  it('finds no fault in what the store wrote, nor in a database without their tables', () => {
    expect(faults()).toEqual([]);
    for (const table of ['app_clients', 'app_client_secrets', 'user_groups', 'group_members']) {
      database.exec(`DROP TABLE ${table}`);
    }
    expect(faults()).toEqual([]);
  });

  it.each([
    ['UPDATE app_clients SET user_pool_key = 99', 'app client client-a: belongs to no user pool'],
    ["UPDATE app_clients SET settings = '{'", 'app client client-a: its settings are not JSON'],
    ['DELETE FROM app_clients', 'app clients: 1 secrets without an app client'],
    ['UPDATE user_groups SET user_pool_key = 99', 'group Admins: belongs to no user pool'],
    [
      "UPDATE user_groups SET name_key = 'other'",
      'group Admins of us-east-1_Pool00001: its name key does not match its name',
    ],
    ['DELETE FROM user_groups', 'groups: 1 memberships without a group'],
    ['DELETE FROM users', 'groups: 1 memberships without a user'],
  ])('finds the fault of %s', (sql, fault) => {
    database.exec(sql);
    expect(faults()).toEqual([fault]);
  });

  it('leaves out what waits to be purged', () => {
    database.exec('UPDATE user_groups SET is_deleted = 1; DELETE FROM users');
    expect(faults()).toEqual([]);
  });
});
