import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newRole, type OpenStore, OTHER_ACCOUNT, SCOPE, type StoreUnderTest } from './stored-things.fixture.ts';

const { account } = SCOPE;

export function describeIdentities(openStore: OpenStore): void {
  describe('identities', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('gives all that decides what a role may do, and its version', async () => {
      const { store } = engine;
      expect(await store.findIdentityPolicies(account, 'role', 'Logs')).toBeUndefined();
      const role = newRole('Logs');
      await store.createRole(role);
      await store.putInlinePolicy(account, 'role', 'Logs', 'b', '{"b":1}');
      await store.putInlinePolicy(account, 'role', 'Logs', 'a', '{"a":1}');
      expect(await store.findIdentityPolicies(account, 'role', 'LOGS')).toEqual({
        id: role.id,
        arn: role.arn,
        policies: ['{"a":1}', '{"b":1}'],
        trustPolicy: role.assumeRolePolicyDocument,
        tags: role.tags,
        version: await store.iamVersion(account),
      });
      expect(await store.findIdentityPolicies(OTHER_ACCOUNT.account, 'role', 'Logs')).toBeUndefined();
      expect(await store.findIdentityPolicies(account, 'user', 'Logs')).toBeUndefined();
    });

    it('takes a boundary that cannot be found for one that denies everything', async () => {
      await engine.store.createRole(newRole('Logs', { permissionsBoundary: 'arn:aws:iam::aws:policy/b' }));
      const found = await engine.store.findIdentityPolicies(account, 'role', 'Logs');
      expect(JSON.parse(found?.boundary ?? '')).toMatchObject({
        Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
      });
    });

    it('raises the version of an account with every change and with nothing else', async () => {
      const { store } = engine;
      expect(await store.iamVersion(account)).toBe(0);
      const changes: [change: () => Promise<unknown>, raises: boolean][] = [
        [() => store.createRole(newRole('r')), true],
        [() => store.createRole(newRole('R')), false],
        [() => store.putInlinePolicy(account, 'role', 'r', 'p', '1'), true],
        [() => store.putInlinePolicy(account, 'role', 'z', 'p', '1'), false],
        [() => store.deleteRole(account, 'r'), false],
        [() => store.deleteInlinePolicy(account, 'role', 'r', 'z'), false],
        [() => store.deleteInlinePolicy(account, 'role', 'r', 'p'), true],
        [() => store.deleteRole(account, 'r'), true],
        [() => store.deleteRole(account, 'r'), false],
      ];
      for (const [index, [change, raises]] of changes.entries()) {
        const before = await store.iamVersion(account);
        await change();
        expect([index, (await store.iamVersion(account)) - before]).toEqual([index, raises ? 1 : 0]);
      }
      expect(await store.iamVersion(OTHER_ACCOUNT.account)).toBe(0);
    });
  });
}
