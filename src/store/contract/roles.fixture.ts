import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  newIamUser,
  newRole,
  type OpenStore,
  OTHER_ACCOUNT,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

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

    describe('a trust policy', () => {
      const trust = (AWS: unknown, element = 'Principal') =>
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', [element]: { AWS }, Action: 'sts:AssumeRole' }],
        });
      const trusting = (name: string, AWS: unknown, element?: string) =>
        newRole(name, { assumeRolePolicyDocument: trust(AWS, element) });
      const findTrust = async (name: string) => (await engine.store.findRole(account, name))?.assumeRolePolicyDocument;
      const ann = newIamUser('ann');
      const app = newRole('app', { path: '/team/', arn: `arn:aws:iam::${account}:role/team/app` });
      const session = (role: string) => `arn:aws:sts::${account}:assumed-role/${role}/monday`;

      beforeEach(async () => {
        await engine.store.createIamUser(ann);
        await engine.store.createRole(app);
      });

      it.each([
        ['a user that does not exist', `arn:aws:iam::${account}:user/bob`],
        ['a user in another case', `arn:aws:iam::${account}:user/Ann`],
        ['a user under another path', `arn:aws:iam::${account}:user/team/ann`],
        ['a user of another account', `arn:aws:iam::${OTHER_ACCOUNT.account}:user/ann`],
        ['a role under another path', `arn:aws:iam::${account}:role/app`],
        ['a session of no role', session('none')],
        ['all users', `arn:aws:iam::${account}:user/*`],
        ['the id of a user', ann.id],
        ['something else', 'ann'],
      ])('that names %s is refused (R465)', async (_, principal) => {
        const refusal = { kind: 'unknown-principal', principal };
        expect(await engine.store.createRole(trusting('r', [account, principal]))).toEqual(refusal);
        expect(await engine.store.findRole(account, 'r')).toBeUndefined();
        await engine.store.createRole(newRole('r'));
        expect(await engine.store.replaceTrustPolicy(account, 'r', trust(principal, 'NotPrincipal'))).toEqual(refusal);
        expect(await findTrust('r')).toBe(newRole('r').assumeRolePolicyDocument);
      });

      it('holds the id of who is deleted, and not whoever comes under the same name (R465)', async () => {
        const everybody = ['*', account, `arn:aws:iam::${account}:root`];
        const named = [...everybody, ann.arn, app.arn, session('app')];
        await engine.store.createRole(trusting('list', named));
        await engine.store.createRole(trusting('one', ann.arn, 'NotPrincipal'));
        // JSON may write a slash, or any letter, in another way.
        const escaped = trust(ann.arn).replace('/ann', '\\/\\u0061nn');
        await engine.store.createRole(newRole('escaped', { assumeRolePolicyDocument: escaped }));
        await engine.store.createRole(newRole('other', { ...OTHER_ACCOUNT, assumeRolePolicyDocument: trust(ann.arn) }));
        await engine.store.createRole(trusting('apart', app.arn));
        const version = await engine.store.iamVersion(account);
        expect(await findTrust('escaped')).toBe(escaped);
        expect(await engine.store.deleteIamUser(account, 'ANN')).toBe('deleted');
        expect(await engine.store.iamVersion(account)).toBe(version + 1);
        expect(await findTrust('list')).toBe(trust([...everybody, ann.id, app.arn, session('app')]));
        expect(await findTrust('one')).toBe(trust(ann.id, 'NotPrincipal'));
        expect(await findTrust('escaped')).toBe(trust(ann.id));
        expect(await findTrust('apart')).toBe(trust(app.arn));
        expect((await engine.store.findRole(OTHER_ACCOUNT.account, 'other'))?.assumeRolePolicyDocument).toBe(
          trust(ann.id),
        );
        expect(await engine.store.deleteRole(account, 'App')).toBe('deleted');
        expect(await findTrust('list')).toBe(trust([...everybody, ann.id, app.id, `${app.id}:monday`]));
        await engine.store.createIamUser({ ...ann, id: 'AIDAnew' });
        expect(await findTrust('one')).toBe(trust(ann.id, 'NotPrincipal'));
      });
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
