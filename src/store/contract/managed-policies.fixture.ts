import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  newIamUser,
  newManagedPolicy,
  newRole,
  type OpenStore,
  OTHER_ACCOUNT,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

const { account } = SCOPE;

export function describeManagedPolicies(openStore: OpenStore): void {
  describe('managed policies', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('are kept as they were made, with what uses them (N43)', async () => {
      const { store } = engine;
      const policy = newManagedPolicy('Read', { description: 'x', path: '/team/' });
      expect(await store.createManagedPolicy(policy)).toBe('created');
      expect(await store.createManagedPolicy(newManagedPolicy('READ'))).toBe('exists');
      expect(await store.findManagedPolicy(account, policy.arn)).toEqual({ ...policy, attachments: 0, boundaries: 0 });
      expect(await store.findManagedPolicy(account, policy.arn.toLowerCase())).toBeUndefined();
      expect(await store.findManagedPolicy(OTHER_ACCOUNT.account, policy.arn)).toBeUndefined();
      await store.createRole(newRole('r', { permissionsBoundary: policy.arn }));
      await store.createIamUser(newIamUser('u', { permissionsBoundary: policy.arn }));
      await store.attachPolicy(account, 'role', 'r', policy.arn, 10);
      expect(await store.findManagedPolicy(account, policy.arn)).toMatchObject({ attachments: 1, boundaries: 2 });
    });

    it('are listed by name, under a path, by their use, page by page', async () => {
      const { store } = engine;
      for (const name of ['b', 'C', 'a']) await store.createManagedPolicy(newManagedPolicy(name));
      const below = newManagedPolicy('d', { path: '/team/' });
      await store.createManagedPolicy(below);
      const namesOf = async (query: Omit<Parameters<typeof store.listManagedPolicies>[1], 'limit'>) =>
        (await store.listManagedPolicies(account, { ...query, limit: 9 })).items.map(({ name }) => name);
      const first = await store.listManagedPolicies(account, { pathPrefix: '/', limit: 3 });
      expect(first).toMatchObject({ items: [{ name: 'a' }, { name: 'b' }, { name: 'C' }], next: 'C' });
      expect(await namesOf({ pathPrefix: '/', after: 'C' })).toEqual(['d']);
      expect(await namesOf({ pathPrefix: '/team/' })).toEqual(['d']);
      await store.createRole(newRole('r', { permissionsBoundary: below.arn }));
      await store.attachPolicy(account, 'role', 'r', newManagedPolicy('b').arn, 10);
      expect(await namesOf({ pathPrefix: '/', usedAs: 'attachment' })).toEqual(['b']);
      expect(await namesOf({ pathPrefix: '/', usedAs: 'boundary' })).toEqual(['d']);
      expect((await store.listManagedPolicies(OTHER_ACCOUNT.account, { pathPrefix: '/', limit: 9 })).items).toEqual([]);
    });

    it.each(['user', 'role'] as const)('are attached to a %s, listed and detached', async (kind) => {
      const { store } = engine;
      await store.createRole(newRole('x'));
      await store.createIamUser(newIamUser('x'));
      const policies = ['b', 'A', 'c'].map((name) => newManagedPolicy(name, { path: name === 'c' ? '/team/' : '/' }));
      for (const policy of policies) {
        await store.createManagedPolicy(policy);
        expect(await store.attachPolicy(account, kind, 'X', policy.arn, 3)).toBe('attached');
        expect(await store.attachPolicy(account, kind, 'x', policy.arn, 3)).toBe('attached');
      }
      const more = newManagedPolicy('more');
      await store.createManagedPolicy(more);
      expect(await store.attachPolicy(account, kind, 'x', more.arn, 3)).toBe('too-many');
      const list = (pathPrefix: string, limit: number, after?: string) =>
        store.listAttachedPolicies(account, kind, 'x', { pathPrefix, limit, ...(after && { after }) });
      expect(await list('/', 2)).toEqual({
        items: [
          { name: 'A', arn: newManagedPolicy('A').arn },
          { name: 'b', arn: newManagedPolicy('b').arn },
        ],
        next: 'b',
      });
      expect(await list('/', 2, 'b')).toMatchObject({ items: [{ name: 'c' }] });
      expect(await list('/team/', 2)).toMatchObject({ items: [{ name: 'c' }] });
      const other = kind === 'user' ? 'role' : 'user';
      expect(await store.listAttachedPolicies(account, other, 'x', { pathPrefix: '/', limit: 9 })).toEqual({
        items: [],
      });
      const [policy] = policies;
      expect(await store.detachPolicy(account, kind, 'x', policy?.arn ?? '')).toBe('detached');
      expect(await store.detachPolicy(account, kind, 'x', policy?.arn ?? '')).toBe('not-attached');
      expect(await list('/', 9)).toMatchObject({ items: [{ name: 'A' }, { name: 'c' }] });
    });

    it('are deleted only when nothing uses them (N48)', async () => {
      const { store } = engine;
      const policy = newManagedPolicy('p');
      await store.createManagedPolicy(policy);
      await store.createIamUser(newIamUser('bounded', { permissionsBoundary: policy.arn }));
      await store.createRole(newRole('r'));
      await store.attachPolicy(account, 'role', 'r', policy.arn, 10);
      expect(await store.deleteRole(account, 'r')).toBe('has-attached-policies');
      expect(await store.deleteManagedPolicy(account, policy.arn)).toBe('in-use');
      await store.detachPolicy(account, 'role', 'r', policy.arn);
      expect(await store.deleteManagedPolicy(account, policy.arn)).toBe('in-use');
      await store.deleteIamUser(account, 'bounded');
      expect(await store.deleteManagedPolicy(OTHER_ACCOUNT.account, policy.arn)).toBe('not-found');
      expect(await store.deleteManagedPolicy(account, policy.arn)).toBe('deleted');
      expect(await store.deleteManagedPolicy(account, policy.arn)).toBe('not-found');
    });

    it('say that the user, the role or the policy is missing', async () => {
      const { store } = engine;
      const { arn } = newManagedPolicy('p');
      expect(await store.attachPolicy(account, 'role', 'z', arn, 10)).toBe('identity-not-found');
      expect(await store.detachPolicy(account, 'user', 'z', arn)).toBe('identity-not-found');
      const listed = await store.listAttachedPolicies(account, 'user', 'z', { pathPrefix: '/', limit: 1 });
      expect(listed).toBe('identity-not-found');
      await store.createRole(newRole('z'));
      expect(await store.attachPolicy(account, 'role', 'z', arn, 10)).toBe('policy-not-found');
      expect(await store.detachPolicy(account, 'role', 'z', arn)).toBe('not-attached');
    });
  });
}
