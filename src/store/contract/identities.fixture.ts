import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  newIamUser,
  newManagedPolicy,
  newRole,
  newSealedKey,
  type OpenStore,
  OTHER_ACCOUNT,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

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
      await store.putInlinePolicy(account, 'role', 'Logs', { name: 'b', document: '{"b":1}' }, 100);
      await store.putInlinePolicy(account, 'role', 'Logs', { name: 'a', document: '{"a":1}' }, 100);
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

    it('gives inline policies of a user, then attached ones, and its boundary', async () => {
      const { store } = engine;
      const [boundary, attached] = [newManagedPolicy('boundary'), newManagedPolicy('attached')];
      for (const policy of [boundary, attached]) await store.createManagedPolicy(policy);
      const user = newIamUser('Ann', { permissionsBoundary: boundary.arn });
      await store.createIamUser(user);
      await store.attachPolicy(account, 'user', 'Ann', attached.arn, 10);
      await store.putInlinePolicy(account, 'user', 'Ann', { name: 'a', document: '{"a":1}' }, 100);
      expect(await store.findIdentityPolicies(account, 'user', 'ann')).toEqual({
        id: user.id,
        arn: user.arn,
        policies: ['{"a":1}', attached.document],
        boundary: boundary.document,
        tags: user.tags,
        version: await store.iamVersion(account),
      });
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
      const policy = newManagedPolicy('p');
      const changes: [change: () => Promise<unknown>, raises: boolean][] = [
        [() => store.createRole(newRole('r')), true],
        [() => store.createRole(newRole('R')), false],
        [() => store.putInlinePolicy(account, 'role', 'r', { name: 'p', document: '1' }, 100), true],
        [() => store.putInlinePolicy(account, 'role', 'z', { name: 'p', document: '1' }, 100), false],
        [() => store.deleteRole(account, 'r'), false],
        [() => store.deleteInlinePolicy(account, 'role', 'r', 'z'), false],
        [() => store.deleteInlinePolicy(account, 'role', 'r', 'p'), true],
        [() => store.replaceTrustPolicy(account, 'R', '{}'), true],
        [() => store.replaceTrustPolicy(account, 'z', '{}'), false],
        [() => store.createManagedPolicy(policy), true],
        [() => store.createManagedPolicy(policy), false],
        [() => store.attachPolicy(account, 'role', 'r', policy.arn, 10), true],
        [() => store.attachPolicy(account, 'role', 'r', policy.arn, 10), false],
        [() => store.deleteManagedPolicy(account, policy.arn), false],
        [() => store.detachPolicy(account, 'role', 'r', policy.arn), true],
        [() => store.detachPolicy(account, 'role', 'r', policy.arn), false],
        [() => store.deleteManagedPolicy(account, policy.arn), true],
        [() => store.deleteRole(account, 'r'), true],
        [() => store.deleteRole(account, 'r'), false],
        [() => store.createIamUser(newIamUser('u')), true],
        [() => store.createIamUser(newIamUser('U')), false],
        [() => store.createAccessKey(account, 'u', newSealedKey('AKIA1'), 1), true],
        [() => store.createAccessKey(account, 'u', newSealedKey('AKIA2'), 1), false],
        [() => store.setAccessKeyStatus(account, 'u', 'AKIA1', 'Inactive'), true],
        [() => store.deleteIamUser(account, 'u'), false],
        [() => store.deleteAccessKey(account, 'u', 'AKIA1'), true],
        [() => store.deleteAccessKey(account, 'u', 'AKIA1'), false],
        [() => store.deleteIamUser(account, 'u'), true],
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
