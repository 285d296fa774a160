import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtureSettings, stringAttribute } from '../../domain/pools/user-pool.fixture.ts';
import type { UserPoolId } from '../../domain/pools/user-pool.ts';
import {
  countUsers,
  LIMITS,
  listUsernames,
  makePendingJob,
  makePool,
  makeRunningJob,
  NOW,
  newJob,
  newPool,
  newUpload,
  newUser,
  type OpenStore,
  OTHER_ACCOUNT,
  OTHER_REGION,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

export function describeUserPools(openStore: OpenStore): void {
  describe('user pools', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('keeps a pool as it was made', async () => {
      const pool = newPool('Pool00001', {
        settings: fixtureSettings({ tags: { team: 'x' }, lambdaConfig: { preSignUp: 'arn' } }),
        schema: [stringAttribute('custom:team', { required: true })],
      });
      const made = await engine.store.createUserPool(pool);
      expect(made).toEqual({ ...pool, key: made.key, userCount: 0 });
      expect(await engine.store.findUserPool(SCOPE, pool.id)).toEqual(made);
    });

    it.each([
      ['another account', OTHER_ACCOUNT],
      ['another region', OTHER_REGION],
    ])('hides a pool from %s (R15, R39)', async (_, scope) => {
      const pool = await makePool(engine.store, 'Pool00001');
      expect(await engine.store.findUserPool(scope, pool.id)).toBeUndefined();
      expect((await engine.store.listUserPools(scope, undefined, 10)).items).toEqual([]);
      const change = { settings: fixtureSettings(), nowMs: NOW };
      expect(await engine.store.replaceUserPoolSettings(scope, pool.id, change)).toBe('not-found');
      expect(await engine.store.deleteUserPool(scope, pool.id)).toEqual({ kind: 'not-found' });
    });

    it('lists pools oldest first, page by page', async () => {
      for (const id of ['C', 'A', 'B']) await makePool(engine.store, id);
      const first = await engine.store.listUserPools(SCOPE, undefined, 2);
      expect(first.items.map((pool) => pool.name)).toEqual(['C', 'A']);
      const second = await engine.store.listUserPools(SCOPE, first.next, 2);
      expect(second.items.map((pool) => pool.name)).toEqual(['B']);
      expect(second.next).toBeUndefined();
    });

    it('has no further page behind one that just fits', async () => {
      for (const id of ['A', 'B']) await makePool(engine.store, id);
      expect((await engine.store.listUserPools(SCOPE, undefined, 2)).next).toBeUndefined();
    });

    it('replaces settings and name', async () => {
      const pool = await makePool(engine.store, 'Pool00001');
      const settings = fixtureSettings({ mfaConfiguration: 'ON' });
      const change = { settings, name: 'renamed', nowMs: NOW + 5 };
      expect(await engine.store.replaceUserPoolSettings(SCOPE, pool.id, change)).toBe('changed');
      expect(await engine.store.findUserPool(SCOPE, pool.id)).toEqual({
        ...pool,
        settings,
        name: 'renamed',
        modifiedAt: NOW + 5,
      });
    });

    it.each([
      ['adds', ['custom:a', 'custom:b'], 2, 'changed', 2],
      ['refuses one that is there', ['email'], 2, 'duplicate', 0],
      ['refuses one given twice', ['custom:a', 'custom:a'], 2, 'duplicate', 0],
      ['refuses more than allowed', ['custom:a', 'custom:b', 'dev:custom:c'], 2, 'too-many', 0],
    ])('%s custom attributes', async (_, names, customAttributesMax, answer, added) => {
      const pool = await makePool(engine.store, 'Pool00001');
      const attributes = names.map((name) => stringAttribute(name));
      const addition = { attributes, customAttributesMax, nowMs: NOW };
      expect(await engine.store.addCustomAttributes(SCOPE, pool.id, addition)).toBe(answer);
      const found = await engine.store.findUserPool(SCOPE, pool.id);
      expect(found?.schema).toEqual([...pool.schema, ...attributes.slice(0, added)]);
    });

    it('refuses changes while an import is active (R120)', async () => {
      const pool = await makePool(engine.store, 'Pool00001');
      await makePendingJob(engine.store, pool, 'a');
      const change = { settings: fixtureSettings(), nowMs: NOW };
      const addition = { attributes: [stringAttribute('custom:a')], customAttributesMax: 50, nowMs: NOW };
      expect(await engine.store.replaceUserPoolSettings(SCOPE, pool.id, change)).toBe('import-in-progress');
      expect(await engine.store.addCustomAttributes(SCOPE, pool.id, addition)).toBe('import-in-progress');
      expect(await engine.store.deleteUserPool(SCOPE, pool.id)).toEqual({ kind: 'import-in-progress' });
      expect(await engine.store.findUserPool(SCOPE, pool.id)).toEqual(pool);
    });

    it('adds and removes tags, also while an import is active (R630)', async () => {
      const pool = await makePool(engine.store, 'Pool00001', { tags: { a: '1', b: '2' }, mfaConfiguration: 'ON' });
      await makePendingJob(engine.store, pool, 'a');
      const change = { added: { b: '3', c: '4' }, removed: ['a', 'none'], tagsMax: 2 };
      expect(await engine.store.changeUserPoolTags(SCOPE, pool.id, change)).toBe('changed');
      const settings = { ...pool.settings, tags: { b: '3', c: '4' } };
      expect(await engine.store.findUserPool(SCOPE, pool.id)).toEqual({ ...pool, settings });
      const more = { added: { d: '5' }, removed: [], tagsMax: 2 };
      expect(await engine.store.changeUserPoolTags(SCOPE, pool.id, more)).toBe('too-many');
      expect(await engine.store.changeUserPoolTags(OTHER_REGION, pool.id, more)).toBe('not-found');
      expect(await engine.store.findUserPool(SCOPE, pool.id)).toEqual({ ...pool, settings });
    });

    it('keeps tags that were given meanwhile, if a change of settings has none', async () => {
      const pool = await makePool(engine.store, 'Pool00001', { tags: { a: '1' } });
      await engine.store.changeUserPoolTags(SCOPE, pool.id, { added: { b: '2' }, removed: [], tagsMax: 50 });
      const settings = { ...pool.settings, mfaConfiguration: 'ON' as const };
      await engine.store.replaceUserPoolSettings(SCOPE, pool.id, { settings, keepsTags: true, nowMs: NOW });
      expect((await engine.store.findUserPool(SCOPE, pool.id))?.settings).toEqual({
        ...settings,
        tags: { a: '1', b: '2' },
      });
      await engine.store.replaceUserPoolSettings(SCOPE, pool.id, { settings, nowMs: NOW });
      expect((await engine.store.findUserPool(SCOPE, pool.id))?.settings.tags).toEqual({ a: '1' });
    });

    it('refuses to delete a protected pool', async () => {
      const pool = await makePool(engine.store, 'Pool00001', { deletionProtection: true });
      expect(await engine.store.deleteUserPool(SCOPE, pool.id)).toEqual({ kind: 'protected' });
      expect(await engine.store.findUserPool(SCOPE, pool.id)).toEqual(pool);
    });

    it('deletes a pool with its jobs and users, at once for all who look, and names their files (R76)', async () => {
      const pool = await makePool(engine.store, 'Pool00001');
      const kept = await makePool(engine.store, 'Pool00002');
      await engine.store.createUser(pool.key, newUser('ana'), NOW);
      await engine.store.createUser(kept.key, newUser('ana'), NOW);
      const job = newJob(pool, 'a');
      await engine.store.createImportJob(job, LIMITS);
      await engine.store.attachUpload(SCOPE.account, pool.id, job.id, newUpload('x'));
      const { token } = await makeRunningJob(engine.store, pool, 'ended');
      await engine.store.endImportJob(token, { event: 'succeed', completionMessage: 'done', nowMs: NOW });
      // The file of a job that has ended was deleted at its end.
      expect(await engine.store.deleteUserPool(SCOPE, pool.id)).toEqual({ kind: 'deleted', blobIds: ['x'] });
      expect(await engine.store.deleteUserPool(SCOPE, pool.id)).toEqual({ kind: 'not-found' });
      expect(await engine.store.findUserPool(SCOPE, pool.id)).toBeUndefined();
      expect((await engine.store.listUserPools(SCOPE, undefined, 10)).items).toEqual([
        { key: kept.key, id: kept.id, name: kept.name, createdAt: kept.createdAt, modifiedAt: kept.modifiedAt },
      ]);
      expect(await engine.store.findUserPool(SCOPE, kept.id)).toEqual({ ...kept, userCount: 1 });
      expect(await engine.store.findImportJob(SCOPE, pool.id, job.id)).toBeUndefined();
      expect(await engine.store.createImportJob(newJob(pool, 'b'), LIMITS)).toEqual({ kind: 'pool-not-found' });
      expect(await engine.store.createUser(pool.key, newUser('bo'), NOW)).toEqual({ kind: 'pool-not-found' });
      const store = await engine.reopen();
      expect(await listUsernames(store, kept)).toEqual(['ana']);
      expect(await countUsers(store, kept)).toBe(1);
    });

    it('does not know a pool that was never made', async () => {
      expect(await engine.store.findUserPool(SCOPE, 'us-east-1_None' as UserPoolId)).toBeUndefined();
    });
  });
}
