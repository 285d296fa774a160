import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appClientSettings } from '../../domain/app-clients/app-client.fixture.ts';
import type { AppClientId } from '../../domain/app-clients/app-client.ts';
import type { UserPool, UserPoolKey } from '../../domain/pools/user-pool.ts';
import type { NewAppClient } from '../store.ts';
import { makePool, NOW, type OpenStore, SCOPE, type StoreUnderTest } from './stored-things.fixture.ts';

const NO_POOL = 4_711 as UserPoolKey;
const NO_CLIENT = 'none' as AppClientId;

function newClient(pool: { readonly key: UserPoolKey }, id: string, change: Partial<NewAppClient> = {}): NewAppClient {
  return {
    id: id as AppClientId,
    userPoolKey: pool.key,
    name: `client ${id}`,
    createdAt: NOW,
    modifiedAt: NOW,
    settings: appClientSettings(),
    secrets: [],
    ...change,
  };
}

function newSecret(id: string) {
  return { id, sealedSecret: new Uint8Array(Buffer.from(`sealed ${id}`)), createdAt: NOW };
}

export function describeAppClients(openStore: OpenStore): void {
  describe('app clients', () => {
    let engine: StoreUnderTest;
    let pool: UserPool;
    beforeEach(async () => {
      engine = await openStore();
      pool = await makePool(engine.store, 'Pool00001');
    });
    afterEach(() => engine.close());

    it('keeps a client as it was created, and finds it by its id alone with the account and region of its pool', async () => {
      const client = newClient(pool, 'a', {
        settings: appClientSettings({
          explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          tokenValidity: {
            accessToken: 5,
            refreshToken: 60,
            units: { accessToken: 'minutes', refreshToken: 'minutes' },
          },
          readAttributes: ['email'],
          oauth: { isAllowed: true, callbackUrls: ['https://example.com/'], allowedFlows: ['code'] },
        }),
        secrets: [newSecret('a--1')],
      });
      const creation = await engine.store.createAppClient(client, 10);
      const found = await engine.store.findAppClient(client.id);
      expect(found).toEqual({ ...client, ...SCOPE, userPoolId: pool.id, key: expect.any(Number) });
      expect(creation).toEqual({ kind: 'created', client: found });
      const store = await engine.reopen();
      expect(await store.findAppClient(client.id)).toEqual(found);
      expect(await store.findClientAndPool(client.id)).toEqual({ client: found, pool });
      expect(await store.findClientAndPool(NO_CLIENT)).toBeUndefined();
      expect(await store.findAppClient(NO_CLIENT)).toBeUndefined();
    });

    it('lists the clients of a pool oldest first, page by page, also those of one name', async () => {
      const other = await makePool(engine.store, 'Pool00002');
      for (const id of ['c', 'a', 'b']) await engine.store.createAppClient(newClient(pool, id, { name: 'app' }), 10);
      await engine.store.createAppClient(newClient(other, 'd'), 10);
      const first = await engine.store.listAppClients(pool.key, undefined, 2);
      expect(first.items).toEqual(['c', 'a'].map((id) => ({ id, name: 'app', key: expect.any(Number) })));
      const second = await engine.store.listAppClients(pool.key, first.next, 2);
      expect(second.items.map(({ id }) => id)).toEqual(['b']);
      expect(second.next).toBeUndefined();
    });

    it('refuses a client of a pool that does not exist, and one more than allowed', async () => {
      expect(await engine.store.createAppClient(newClient({ key: NO_POOL }, 'x'), 10)).toEqual({
        kind: 'pool-not-found',
      });
      await engine.store.createAppClient(newClient(pool, 'a'), 1);
      expect(await engine.store.createAppClient(newClient(pool, 'b'), 1)).toEqual({ kind: 'too-many' });
      await engine.store.deleteAppClient(pool.key, 'a' as AppClientId);
      expect(await engine.store.createAppClient(newClient(pool, 'b'), 1)).toMatchObject({ kind: 'created' });
    });

    it('creates no more clients than allowed when several come at the same time', async () => {
      const creations = await Promise.all(
        ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => engine.store.createAppClient(newClient(pool, id), 3)),
      );
      expect(creations.filter(({ kind }) => kind === 'created')).toHaveLength(3);
      expect((await engine.store.listAppClients(pool.key, undefined, 60)).items).toHaveLength(3);
    });

    it('replaces settings and name, and keeps the secrets', async () => {
      const client = newClient(pool, 'a', { secrets: [newSecret('a--1')] });
      await engine.store.createAppClient(client, 10);
      const settings = appClientSettings({ authSessionValidityMinutes: 15 });
      const change = { settings, name: 'renamed', nowMs: NOW + 5 };
      const changed = await engine.store.replaceAppClientSettings(pool.key, client.id, change);
      expect(changed).toMatchObject({ settings, name: 'renamed', createdAt: NOW, modifiedAt: NOW + 5 });
      expect(changed).toMatchObject({ secrets: client.secrets });
      expect(await engine.store.findAppClient(client.id)).toEqual(changed);
      const unnamed = await engine.store.replaceAppClientSettings(pool.key, client.id, { settings, nowMs: NOW });
      expect(unnamed).toMatchObject({ name: 'renamed' });
      expect(await engine.store.replaceAppClientSettings(pool.key, NO_CLIENT, change)).toBe('not-found');
      expect(await engine.store.replaceAppClientSettings(NO_POOL, client.id, change)).toBe('not-found');
    });

    it('deletes a client with its secrets', async () => {
      const client = newClient(pool, 'a', { secrets: [newSecret('a--1')] });
      await engine.store.createAppClient(client, 10);
      expect(await engine.store.deleteAppClient(NO_POOL, client.id)).toBe('not-found');
      expect(await engine.store.deleteAppClient(pool.key, client.id)).toBe('deleted');
      expect(await engine.store.deleteAppClient(pool.key, client.id)).toBe('not-found');
      expect(await engine.store.findAppClient(client.id)).toBeUndefined();
      await engine.store.createAppClient({ ...client, secrets: [] }, 10);
      expect(await engine.store.findAppClient(client.id)).toMatchObject({ secrets: [] });
    });

    it('deletes the clients of a pool with the pool', async () => {
      const client = newClient(pool, 'a', { secrets: [newSecret('a--1')] });
      await engine.store.createAppClient(client, 10);
      await engine.store.deleteUserPool(SCOPE, pool.id);
      expect(await engine.store.findAppClient(client.id)).toBeUndefined();
      expect((await engine.store.listAppClients(pool.key, undefined, 10)).items).toEqual([]);
      const kept = await makePool(engine.store, 'Pool00002');
      expect(await engine.store.createAppClient(newClient(kept, 'a'), 10)).toMatchObject({ kind: 'created' });
    });

    it('adds secrets up to the number that is allowed, and deletes all but the last (R612, R614)', async () => {
      const client = newClient(pool, 'a', { secrets: [newSecret('1')] });
      const { store } = engine;
      const add = (id: string) => store.addClientSecret(pool.key, client.id, newSecret(id), 2);
      const remove = (id: string) => store.deleteClientSecret(pool.key, client.id, id);
      expect(await add('2')).toBe('not-found');
      expect(await remove('1')).toBe('not-found');
      await store.createAppClient(client, 10);
      expect(await add('1')).toBe('exists');
      expect(await add('2')).toBe('added');
      expect(await add('3')).toBe('too-many');
      expect(await store.findAppClient(client.id)).toMatchObject({ secrets: [newSecret('1'), newSecret('2')] });
      expect((await store.findClientAndPool(client.id))?.client.secrets).toEqual([newSecret('1'), newSecret('2')]);
      expect(await remove('3')).toBe('secret-not-found');
      expect(await remove('1')).toBe('deleted');
      expect(await remove('2')).toBe('last-secret');
      expect(await store.findAppClient(client.id)).toMatchObject({ secrets: [newSecret('2')] });
    });

    it('gives a public client no secret', async () => {
      await engine.store.createAppClient(newClient(pool, 'a'), 10);
      expect(await engine.store.addClientSecret(pool.key, 'a' as AppClientId, newSecret('1'), 2)).toBe('no-secret');
    });

    it('keeps one of two secrets that are deleted at the same time', async () => {
      const client = newClient(pool, 'a', { secrets: [newSecret('1'), newSecret('2')] });
      await engine.store.createAppClient(client, 10);
      const answers = await Promise.all(
        ['1', '2'].map((id) => engine.store.deleteClientSecret(pool.key, client.id, id)),
      );
      expect(answers.toSorted()).toEqual(['deleted', 'last-secret']);
    });
  });
}
