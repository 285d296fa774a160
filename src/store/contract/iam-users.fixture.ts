import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  NOW,
  newIamUser,
  newManagedPolicy,
  newSealedKey,
  type OpenStore,
  OTHER_ACCOUNT,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

const { account } = SCOPE;

export function describeIamUsers(openStore: OpenStore): void {
  describe('users of IAM', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('are kept as they were made, and found ignoring case (N43)', async () => {
      const { store } = engine;
      const ann = newIamUser('Ann', { permissionsBoundary: 'b', path: '/team/' });
      expect(await store.createIamUser(ann)).toBe('created');
      expect(await store.createIamUser(newIamUser('ANN'))).toBe('exists');
      expect(await store.createIamUser(newIamUser('Bo', { tags: [] }))).toBe('created');
      expect(await store.findIamUser(account, 'ann')).toEqual(ann);
      expect(await store.findIamUser(account, 'Bo')).toEqual(newIamUser('Bo', { tags: [] }));
      expect(await store.findIamUser(OTHER_ACCOUNT.account, 'Ann')).toBeUndefined();
    });

    it('are listed by name, under a path, page by page', async () => {
      const { store } = engine;
      for (const name of ['b', 'C', 'a']) await store.createIamUser(newIamUser(name));
      await store.createIamUser(newIamUser('d', { path: '/team/' }));
      const first = await store.listIamUsers(account, '/', undefined, 3);
      expect(first).toMatchObject({ items: [{ name: 'a' }, { name: 'b' }, { name: 'C' }], next: 'C' });
      const second = await store.listIamUsers(account, '/', first.next, 3);
      expect(second).toEqual({ items: [newIamUser('d', { path: '/team/' })] });
      expect((await store.listIamUsers(account, '/team/', undefined, 3)).items).toHaveLength(1);
      expect((await store.listIamUsers(OTHER_ACCOUNT.account, '/', undefined, 3)).items).toEqual([]);
    });

    it('have access keys up to a number, which find their owner while they are there (N44)', async () => {
      const { store } = engine;
      const ann = newIamUser('Ann');
      await store.createIamUser(ann);
      const [one, two, three] = [newSealedKey('AKIA1'), newSealedKey('AKIA2'), newSealedKey('AKIA3')];
      expect(await store.createAccessKey(account, 'ann', one, 2)).toBe('created');
      expect(await store.createAccessKey(account, 'ann', two, 2)).toBe('created');
      expect(await store.createAccessKey(account, 'ann', three, 2)).toBe('too-many');
      expect(await store.listAccessKeys(account, 'ANN')).toEqual({
        userName: 'Ann',
        accessKeys: [
          { id: 'AKIA1', status: 'Active', createdAt: NOW },
          { id: 'AKIA2', status: 'Active', createdAt: NOW },
        ],
      });
      const owner = await store.findAccessKeyOwner('AKIA1');
      expect(owner).toEqual({ user: ann, status: 'Active', sealedSecret: expect.any(Uint8Array) });
      expect(Buffer.from(owner?.sealedSecret ?? []).toString()).toBe('sealed AKIA1');

      expect(await store.setAccessKeyStatus(account, 'Ann', 'AKIA1', 'Inactive')).toBe('changed');
      expect((await store.findAccessKeyOwner('AKIA1'))?.status).toBe('Inactive');
      expect(await store.deleteAccessKey(account, 'Ann', 'AKIA1')).toBe('deleted');
      expect(await store.deleteAccessKey(account, 'Ann', 'AKIA1')).toBe('not-found');
      expect(await store.setAccessKeyStatus(account, 'Ann', 'AKIA1', 'Active')).toBe('not-found');
      expect(await store.findAccessKeyOwner('AKIA1')).toBeUndefined();
      expect(await store.createAccessKey(account, 'Ann', three, 2)).toBe('created');
    });

    it('touch no access key of another user', async () => {
      const { store } = engine;
      await store.createIamUser(newIamUser('Ann'));
      await store.createIamUser(newIamUser('Bo'));
      await store.createAccessKey(account, 'Ann', newSealedKey('AKIA1'), 2);
      expect(await store.deleteAccessKey(account, 'Bo', 'AKIA1')).toBe('not-found');
      expect(await store.setAccessKeyStatus(account, 'Bo', 'AKIA1', 'Inactive')).toBe('not-found');
      expect(await store.listAccessKeys(account, 'Bo')).toEqual({ userName: 'Bo', accessKeys: [] });
      expect((await store.findAccessKeyOwner('AKIA1'))?.status).toBe('Active');
    });

    it('are deleted only without policies and access keys (N48)', async () => {
      const { store } = engine;
      const policy = newManagedPolicy('p');
      await store.createIamUser(newIamUser('Ann'));
      await store.createManagedPolicy(policy);
      await store.createAccessKey(account, 'Ann', newSealedKey('AKIA1'), 2);
      await store.putInlinePolicy(account, 'user', 'Ann', { name: 'inline', document: '{}' }, 100);
      await store.attachPolicy(account, 'user', 'Ann', policy.arn, 10);
      expect(await store.deleteIamUser(account, 'Ann')).toBe('has-attached-policies');
      await store.detachPolicy(account, 'user', 'Ann', policy.arn);
      expect(await store.deleteIamUser(account, 'Ann')).toBe('has-policies');
      await store.deleteInlinePolicy(account, 'user', 'Ann', 'inline');
      expect(await store.deleteIamUser(account, 'Ann')).toBe('has-access-keys');
      await store.deleteAccessKey(account, 'Ann', 'AKIA1');
      expect(await store.deleteIamUser(account, 'Ann')).toBe('deleted');
      expect(await store.deleteIamUser(account, 'Ann')).toBe('not-found');
    });

    it('are missing where they are missing', async () => {
      const { store } = engine;
      expect(await store.createAccessKey(account, 'z', newSealedKey('AKIA1'), 2)).toBe('user-not-found');
      expect(await store.listAccessKeys(account, 'z')).toBeUndefined();
      expect(await store.setAccessKeyStatus(account, 'z', 'AKIA1', 'Active')).toBe('user-not-found');
      expect(await store.deleteAccessKey(account, 'z', 'AKIA1')).toBe('user-not-found');
    });
  });
}
