import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserFilter } from '../store.ts';
import {
  countUsers,
  listUsernames,
  makePool,
  NOW,
  newUser,
  type OpenStore,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

export function describeUsers(openStore: OpenStore): void {
  describe('users', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('keeps a user as it was made, with the name as given', async () => {
      const pool = await makePool(engine.store, 'Pool00001', { caseSensitiveUsernames: false });
      const user = newUser('Zoë', {
        usernameKey: 'zoë',
        status: 'FORCE_CHANGE_PASSWORD',
        mfa: 'sms',
        attributesJson: '{"name":"Zoë","custom:a b\\"c":"1"}',
      });
      const stored = {
        username: 'Zoë',
        sub: user.sub,
        status: 'FORCE_CHANGE_PASSWORD',
        mfa: 'sms',
        enabled: true,
        attributes: { name: 'Zoë', 'custom:a b"c': '1' },
        createdAt: NOW,
        modifiedAt: NOW,
      };
      expect(await engine.store.createUser(pool.key, user, NOW)).toEqual({ kind: 'created', user: stored });
      expect(await engine.store.findUser(pool.key, 'zoë')).toEqual(stored);
      expect(await engine.store.findUser(pool.key, 'Zoë')).toBeUndefined();
      expect(await countUsers(engine.store, pool)).toBe(1);
    });

    it('finds a user by user name, sub, email, phone and preferred user name, in that order', async () => {
      const pool = await makePool(engine.store, 'Pool00001', { aliasAttributes: ['email'] });
      const ana = newUser('ana', { emailKey: 'a@x.de', phoneKey: '+1', preferredUsernameKey: 'annie' });
      await engine.store.createUser(pool.key, ana, NOW);
      await engine.store.createUser(pool.key, newUser('annie'), NOW);
      for (const key of ['ana', ana.sub, 'a@x.de', '+1']) {
        expect((await engine.store.findUser(pool.key, key))?.username).toBe('ana');
      }
      expect((await engine.store.findUser(pool.key, 'annie'))?.username).toBe('annie');
      await engine.store.deleteUser(pool.key, 'annie');
      expect((await engine.store.findUser(pool.key, 'annie'))?.username).toBe('ana');
      const other = await makePool(engine.store, 'Pool00002');
      for (const key of ['ana', ana.sub, 'a@x.de']) {
        expect(await engine.store.findUser(other.key, key)).toBeUndefined();
      }
    });

    it.each([
      ['the user name', {}, { usernameKey: 'ana' }, { kind: 'username-exists' }],
      ['an alias (R224)', {}, { emailKey: 'a@x.de' }, { kind: 'alias-exists', attribute: 'email' }],
      ['a phone alias', {}, { phoneKey: '+1' }, { kind: 'alias-exists', attribute: 'phone_number' }],
      [
        'a preferred user name',
        {},
        { preferredUsernameKey: 'p' },
        { kind: 'alias-exists', attribute: 'preferred_username' },
      ],
      [
        'a username attribute',
        { usernameAttributes: ['email' as const] },
        { emailKey: 'a@x.de' },
        { kind: 'username-exists', attribute: 'email' },
      ],
    ])('refuses a user that takes %s of another and changes nothing', async (_, settings, keys, answer) => {
      const pool = await makePool(engine.store, 'Pool00001', settings);
      const ana = newUser('ana', { emailKey: 'a@x.de', phoneKey: '+1', preferredUsernameKey: 'p' });
      await engine.store.createUser(pool.key, ana, NOW);
      expect(await engine.store.createUser(pool.key, newUser('bo', keys), NOW)).toEqual(answer);
      expect(await listUsernames(engine.store, pool)).toEqual(['ana']);
      expect(await countUsers(engine.store, pool)).toBe(1);
      const other = await makePool(engine.store, 'Pool00002', settings);
      expect((await engine.store.createUser(other.key, newUser('bo', keys), NOW)).kind).toBe('created');
    });

    it('gives a new user the aliases of others, who keep the values unverified', async () => {
      const pool = await makePool(engine.store, 'Pool00001', { aliasAttributes: ['email', 'phone_number'] });
      const verified = { email: 'a@x.de', email_verified: 'true', phone_number: '+1', phone_number_verified: 'true' };
      const ana = { emailKey: 'a@x.de', phoneKey: '+2', attributesJson: JSON.stringify(verified) };
      await engine.store.createUser(pool.key, newUser('ana', ana), NOW);
      const bea = { phoneKey: '+1', attributesJson: '{"phone_number":"+1","phone_number_verified":"true"}' };
      await engine.store.createUser(pool.key, newUser('bea', bea), NOW);
      const cleo = newUser('cleo', { emailKey: 'a@x.de', phoneKey: '+1' });
      const creation = await engine.store.createUser(pool.key, cleo, NOW + 1, { takesAliases: true });
      expect(creation).toMatchObject({ kind: 'created', user: { username: 'cleo' } });
      expect(await engine.store.findUser(pool.key, 'a@x.de')).toMatchObject({ username: 'cleo' });
      expect(await engine.store.findUser(pool.key, '+1')).toMatchObject({ username: 'cleo' });
      expect(await engine.store.findUser(pool.key, '+2')).toMatchObject({
        attributes: { ...verified, email_verified: 'false' },
        modifiedAt: NOW + 1,
      });
      expect(await engine.store.findUser(pool.key, 'bea')).toMatchObject({
        attributes: { phone_number: '+1', phone_number_verified: 'false' },
      });
    });

    it.each([
      ['the user name is taken', 'ana', {}, {}, { kind: 'username-exists' }],
      [
        'the preferred user name is taken',
        'bo',
        { preferredUsernameKey: 'p' },
        { aliasAttributes: ['email' as const, 'preferred_username' as const] },
        { kind: 'alias-exists', attribute: 'email' },
      ],
      [
        'the address is a user name',
        'bo',
        {},
        { usernameAttributes: ['email' as const] },
        { kind: 'username-exists', attribute: 'email' },
      ],
    ])('takes no alias if %s', async (_, username, keys, settings, answer) => {
      const pool = await makePool(engine.store, 'Pool00001', { aliasAttributes: ['email'], ...settings });
      const attributes = { email: 'a@x.de', email_verified: 'true' };
      const ana = { emailKey: 'a@x.de', preferredUsernameKey: 'p', attributesJson: JSON.stringify(attributes) };
      await engine.store.createUser(pool.key, newUser('ana', ana), NOW);
      const user = newUser(username, { emailKey: 'a@x.de', ...keys });
      expect(await engine.store.createUser(pool.key, user, NOW, { takesAliases: true })).toEqual(answer);
      expect(await engine.store.findUser(pool.key, 'a@x.de')).toMatchObject({ username: 'ana', attributes });
    });

    it('replaces attributes and the keys made of them', async () => {
      const pool = await makePool(engine.store, 'Pool00001', { aliasAttributes: ['email'] });
      await engine.store.createUser(pool.key, newUser('ana', { emailKey: 'old@x.de' }), NOW);
      const keys = { emailKey: 'new@x.de', phoneKey: null, preferredUsernameKey: null };
      const change = { attributes: { email: 'new@x.de' }, ...keys, nowMs: NOW + 1 };
      expect(await engine.store.replaceUserAttributes(pool.key, 'ana', change)).toBe('changed');
      expect(await engine.store.replaceUserAttributes(pool.key, 'ana', change)).toBe('changed');
      expect(await engine.store.findUser(pool.key, 'old@x.de')).toBeUndefined();
      expect(await engine.store.findUser(pool.key, 'new@x.de')).toMatchObject({
        attributes: { email: 'new@x.de' },
        createdAt: NOW,
        modifiedAt: NOW + 1,
      });
      expect(await engine.store.replaceUserAttributes(pool.key, 'bo', change)).toBe('not-found');
    });

    it('refuses attributes made from others than the user has by now', async () => {
      const pool = await makePool(engine.store, 'Pool00001');
      await engine.store.createUser(pool.key, newUser('ana'), NOW);
      const keys = { emailKey: null, phoneKey: null, preferredUsernameKey: null, nowMs: NOW };
      const first = { ...keys, attributes: { name: 'Ana' }, expected: {} };
      const second = { ...keys, attributes: { nickname: 'A' }, expected: {} };
      expect(await engine.store.replaceUserAttributes(pool.key, 'ana', first)).toBe('changed');
      expect(await engine.store.replaceUserAttributes(pool.key, 'ana', second)).toBe('stale');
      expect((await engine.store.findUser(pool.key, 'ana'))?.attributes).toEqual({ name: 'Ana' });
    });

    it('refuses attributes that take an alias of another user', async () => {
      const pool = await makePool(engine.store, 'Pool00001', { usernameAttributes: ['email'] });
      await engine.store.createUser(pool.key, newUser('ana', { emailKey: 'a@x.de' }), NOW);
      await engine.store.createUser(pool.key, newUser('bo', { emailKey: 'b@x.de' }), NOW);
      const keys = { emailKey: 'a@x.de', phoneKey: null, preferredUsernameKey: null };
      const change = { attributes: { email: 'a@x.de' }, ...keys, nowMs: NOW };
      expect(await engine.store.replaceUserAttributes(pool.key, 'bo', change)).toEqual({
        kind: 'alias-exists',
        attribute: 'email',
      });
      expect((await engine.store.findUser(pool.key, 'b@x.de'))?.attributes).toEqual({});
    });

    it('disables, enables and deletes', async () => {
      const pool = await makePool(engine.store, 'Pool00001');
      await engine.store.createUser(pool.key, newUser('ana', { emailKey: 'a@x.de' }), NOW);
      expect(await engine.store.setUserEnabled(pool.key, 'ana', false, NOW + 1)).toBe('changed');
      expect(await engine.store.findUser(pool.key, 'ana')).toMatchObject({ enabled: false, modifiedAt: NOW + 1 });
      expect(await engine.store.setUserEnabled(pool.key, 'ana', true, NOW + 2)).toBe('changed');
      expect(await engine.store.findUser(pool.key, 'ana')).toMatchObject({ enabled: true });
      expect(await engine.store.deleteUser(pool.key, 'ana')).toBe('deleted');
      expect(await engine.store.deleteUser(pool.key, 'ana')).toBe('not-found');
      expect(await engine.store.setUserEnabled(pool.key, 'ana', true, NOW)).toBe('not-found');
      expect(await countUsers(engine.store, pool)).toBe(0);
      const next = newUser('bo', { emailKey: 'a@x.de' });
      expect((await engine.store.createUser(pool.key, next, NOW)).kind).toBe('created');
    });

    it('lists users in the order of their making, behind a cursor', async () => {
      const older = await makePool(engine.store, 'Pool00001');
      const newer = await makePool(engine.store, 'Pool00002');
      for (const name of ['c', 'a', 'd', 'b']) {
        await engine.store.createUser(older.key, newUser(name), NOW);
        await engine.store.createUser(newer.key, newUser(`${name}2`), NOW);
      }
      const first = await engine.store.listUsers(older.key, { limit: 3 });
      expect(first.items.map((user) => user.username)).toEqual(['c', 'a', 'd']);
      const second = await engine.store.listUsers(older.key, { limit: 3, ...(first.next && { after: first.next }) });
      expect(second.items.map((user) => user.username)).toEqual(['b']);
      expect(second.next).toBeUndefined();
      expect(await listUsernames(engine.store, newer)).toEqual(['c2', 'a2', 'd2', 'b2']);
    });

    describe('filters', () => {
      it.each<[UserFilter, string[]]>([
        [{ name: 'username', operator: '=', value: 'ana' }, ['ana']],
        [{ name: 'username', operator: '^=', value: 'an' }, ['anders', 'ana']],
        [{ name: 'username', operator: '^=', value: 'AN' }, []],
        [{ name: 'email', operator: '=', value: 'ana@x.de' }, ['ana']],
        [{ name: 'email', operator: '^=', value: 'an' }, ['anders', 'ana']],
        [{ name: 'name', operator: '^=', value: 'Zo%' }, []],
        [{ name: 'name', operator: '^=', value: '😀é' }, ['bo']],
        [{ name: 'custom:a"b', operator: '=', value: 'x' }, ['bo']],
        [{ name: 'sub', operator: '=', value: 'ffffffff-0000-7000-8000-000000000003' }, ['bo']],
        [{ name: 'sub', operator: '^=', value: 'ffffffff-0' }, ['anders', 'bo']],
        [{ name: 'sub', operator: '^=', value: 'fffffffff' }, []],
        [{ name: 'sub', operator: '=', value: 'nobody' }, []],
        [{ name: 'status', operator: '=', value: 'Disabled' }, ['ana']],
        [{ name: 'status', operator: '^=', value: 'E' }, ['anders', 'bo']],
        [{ name: 'status', operator: '=', value: 'enabled' }, []],
        [{ name: 'cognito:user_status', operator: '=', value: 'CONFIRMED' }, ['bo']],
        [{ name: 'cognito:user_status', operator: '^=', value: 'R' }, ['anders', 'ana']],
      ])('answers %o', async (filter, usernames) => {
        const { store } = engine;
        const pool = await makePool(store, 'Pool00001');
        const other = await makePool(store, 'Pool00002');
        await store.createUser(other.key, newUser('another', { attributesJson: '{"email":"an@x.de"}' }), NOW);
        const users = [
          newUser('anders', { sub: 'ffffffff-0000-7000-8000-000000000001', attributesJson: '{"email":"anders@x.de"}' }),
          newUser('ana', { sub: 'eeeeeeee-0000-7000-8000-000000000002', attributesJson: '{"email":"ana@x.de"}' }),
          newUser('bo', {
            sub: 'ffffffff-0000-7000-8000-000000000003',
            status: 'CONFIRMED',
            attributesJson: '{"name":"😀é!","custom:a\\"b":"x"}',
          }),
        ];
        for (const user of users) await store.createUser(pool.key, user, NOW);
        await store.setUserEnabled(pool.key, 'ana', false, NOW);
        const page = await store.listUsers(pool.key, { filter, limit: 60 });
        expect(page.items.map((user) => user.username)).toEqual(usernames);
        // Page by page it is the same.
        const paged: string[] = [];
        let after: number | undefined;
        do {
          const part = await store.listUsers(pool.key, { filter, limit: 1, ...(after !== undefined && { after }) });
          paged.push(...part.items.map((user) => user.username));
          after = part.next;
        } while (after !== undefined);
        expect(paged).toEqual(usernames);
      });
    });
  });
}
