import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newRole, type OpenStore, OTHER_ACCOUNT, SCOPE, type StoreUnderTest } from './stored-things.fixture.ts';

const { account } = SCOPE;

export function describeRoles(openStore: OpenStore): void {
  describe('roles', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('keeps a role as it was made, and finds it ignoring case (N43)', async () => {
      const role = newRole('Logs', { description: 'x', permissionsBoundary: 'arn:aws:iam::aws:policy/b' });
      expect(await engine.store.createRole(role)).toBe('created');
      expect(await engine.store.findRole(account, 'logs')).toEqual(role);
      expect(await engine.store.createRole(newRole('LOGS'))).toBe('exists');
      expect(await engine.store.findRole(OTHER_ACCOUNT.account, 'Logs')).toBeUndefined();
    });

    it('replaces its trust policy and nothing else of it', async () => {
      await engine.store.createRole(newRole('Logs'));
      expect(await engine.store.replaceTrustPolicy(account, 'logs', '{"a":1}')).toBe('replaced');
      const expected = newRole('Logs', { assumeRolePolicyDocument: '{"a":1}' });
      expect(await engine.store.findRole(account, 'Logs')).toEqual(expected);
      expect(await engine.store.replaceTrustPolicy(OTHER_ACCOUNT.account, 'Logs', '{}')).toBe('not-found');
    });

    it('leaves absent what was not given', async () => {
      await engine.store.createRole(newRole('Logs'));
      expect(await engine.store.findRole(account, 'Logs')).toEqual(newRole('Logs'));
    });

    it('lists roles by name, under a path, page by page', async () => {
      for (const name of ['b', 'C', 'a']) await engine.store.createRole(newRole(name));
      await engine.store.createRole(newRole('d', { path: '/service-role/' }));
      const first = await engine.store.listRoles(account, '/', undefined, 2);
      expect(first.items.map((role) => role.name)).toEqual(['a', 'b']);
      const second = await engine.store.listRoles(account, '/', first.next, 2);
      expect(second.items.map((role) => role.name)).toEqual(['C', 'd']);
      expect(second.next).toBeUndefined();
      const below = await engine.store.listRoles(account, '/service-role/', undefined, 2);
      expect(below.items.map((role) => role.name)).toEqual(['d']);
    });

    it('puts, replaces, lists and deletes policies', async () => {
      await engine.store.createRole(newRole('r'));
      for (const [name, document] of [
        ['q', '1'],
        ['p', '2'],
        ['P', '3'],
      ] as const) {
        expect(await engine.store.putInlinePolicy(account, 'role', 'r', { name, document }, 100)).toBe('put');
      }
      expect(await engine.store.findInlinePolicy(account, 'role', 'r', 'p')).toEqual({ name: 'p', document: '3' });
      expect(await engine.store.findInlinePolicy(account, 'role', 'r', 'z')).toBeUndefined();
      expect(await engine.store.listInlinePolicies(account, 'role', 'r', undefined, 1)).toEqual({
        items: ['p'],
        next: 'p',
      });
      expect(await engine.store.listInlinePolicies(account, 'role', 'r', 'p', 1)).toEqual({ items: ['q'] });
      expect(await engine.store.deleteRole(account, 'r')).toBe('has-policies');
      expect(await engine.store.deleteInlinePolicy(account, 'role', 'r', 'p')).toBe('deleted');
      expect(await engine.store.deleteInlinePolicy(account, 'role', 'r', 'p')).toBe('not-found');
      expect(await engine.store.deleteInlinePolicy(account, 'role', 'r', 'q')).toBe('deleted');
      expect(await engine.store.deleteRole(account, 'r')).toBe('deleted');
      expect(await engine.store.deleteRole(account, 'r')).toBe('not-found');
    });

    it('lets the policies of an identity be so large together, white space not counted, and keeps what is there', async () => {
      await engine.store.createRole(newRole('r'));
      await engine.store.createRole(newRole('s'));
      const put = (role: string, name: string, document: string) =>
        engine.store.putInlinePolicy(account, 'role', role, { name, document }, 5);
      expect(await put('r', 'p', '1 2\n\t3')).toBe('put');
      expect(await put('r', 'q', '45')).toBe('put');
      const version = await engine.store.iamVersion(account);
      expect(await put('r', 'Q', '456')).toBe('too-large');
      expect(await put('r', 'x', '6')).toBe('too-large');
      expect(await engine.store.iamVersion(account)).toBe(version);
      expect(await engine.store.findInlinePolicy(account, 'role', 'r', 'q')).toEqual({ name: 'q', document: '45' });
      expect(await put('r', 'P', '123')).toBe('put');
      expect(await put('s', 'p', '12345')).toBe('put');
    });

    it('says that the role is missing', async () => {
      expect(await engine.store.putInlinePolicy(account, 'role', 'r', { name: 'p', document: '1' }, 100)).toBe(
        'identity-not-found',
      );
      expect(await engine.store.findInlinePolicy(account, 'role', 'r', 'p')).toBe('identity-not-found');
      expect(await engine.store.listInlinePolicies(account, 'role', 'r', undefined, 1)).toBe('identity-not-found');
      expect(await engine.store.deleteInlinePolicy(account, 'role', 'r', 'p')).toBe('identity-not-found');
    });

    it('pins the server key it saw first, for good', async () => {
      expect(await engine.store.pinServerKey('aaaa')).toBe('same');
      const store = await engine.reopen();
      expect(await store.pinServerKey('aaaa')).toBe('same');
      expect(await store.pinServerKey('bbbb')).toBe('different');
      await expect(store.checkHealth()).resolves.toBeUndefined();
    });
  });
}
