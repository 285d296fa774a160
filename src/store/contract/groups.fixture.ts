import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Group } from '../../domain/groups/group.ts';
import type { UserPool, UserPoolKey } from '../../domain/pools/user-pool.ts';
import { makePool, NOW, newUser, type OpenStore, SCOPE, type StoreUnderTest } from './stored-things.fixture.ts';

const NO_POOL = 4_711 as UserPoolKey;
const MANY = 100;

function newGroup(pool: { readonly key: UserPoolKey }, name: string, change: Partial<Group> = {}): Group {
  return { userPoolKey: pool.key, name, createdAt: NOW, modifiedAt: NOW, ...change };
}

export function describeGroups(openStore: OpenStore): void {
  describe('groups', () => {
    let engine: StoreUnderTest;
    let pool: UserPool;
    beforeEach(async () => {
      engine = await openStore();
      pool = await makePool(engine.store, 'Pool00001');
    });
    afterEach(() => engine.close());

    const create = (name: string, change: Partial<Group> = {}) =>
      engine.store.createGroup(newGroup(pool, name, change), MANY);
    const createUser = (name: string) => engine.store.createUser(pool.key, newUser(name), NOW);
    const add = (group: string, user: string, max = MANY) => engine.store.addGroupMember(pool.key, group, user, max);
    const namesOf = async (user: string) =>
      (await engine.store.listGroupsOfUser(pool.key, user, undefined, MANY)).items.map(({ name }) => name);
    const membersOf = async (group: string) => {
      const page = await engine.store.listGroupMembers(pool.key, group, undefined, MANY);
      return page === 'not-found' ? page : page.items.map(({ username }) => username);
    };

    it('keeps a group as it was created, and finds it by its name in any case (R620)', async () => {
      const group = newGroup(pool, 'Admins', {
        description: 'all of them',
        roleArn: 'arn:aws:iam::000000000000:role/a',
        precedence: 0,
      });
      expect(await engine.store.createGroup(group, MANY)).toBe('created');
      expect(await create('plain')).toBe('created');
      const store = await engine.reopen();
      expect(await store.findGroup(pool.key, 'Admins')).toEqual(group);
      expect(await store.findGroup(pool.key, 'ADMINS')).toEqual(group);
      expect(await store.findGroup(pool.key, 'plain')).toEqual(newGroup(pool, 'plain'));
      expect(await store.findGroup(pool.key, 'other')).toBeUndefined();
      expect(await store.findGroup(NO_POOL, 'Admins')).toBeUndefined();
    });

    it('refuses a name that is taken, a pool that does not exist, and one more than allowed', async () => {
      expect(await create('admins')).toBe('created');
      expect(await create('ADMINS')).toBe('exists');
      expect(await engine.store.createGroup(newGroup({ key: NO_POOL }, 'x'), MANY)).toBe('pool-not-found');
      expect(await engine.store.createGroup(newGroup(pool, 'x'), 1)).toBe('too-many');
      const other = await makePool(engine.store, 'Pool00002');
      expect(await engine.store.createGroup(newGroup(other, 'admins'), 1)).toBe('created');
    });

    it('lists groups by name, page by page', async () => {
      for (const name of ['c', 'A', 'b', 'é']) await create(name);
      const first = await engine.store.listGroups(pool.key, undefined, 2);
      expect(first.items.map(({ name }) => name)).toEqual(['A', 'b']);
      const second = await engine.store.listGroups(pool.key, first.next, 2);
      expect(second.items.map(({ name }) => name)).toEqual(['c', 'é']);
      expect(second.next).toBeUndefined();
    });

    it('changes what is given, and leaves the rest', async () => {
      const group = newGroup(pool, 'a', { description: 'x', precedence: 3 });
      await engine.store.createGroup(group, MANY);
      const change = { roleArn: 'arn:aws:iam::000000000000:role/a', precedence: 0, nowMs: NOW + 5 };
      const changed = await engine.store.changeGroup(pool.key, 'A', change);
      expect(changed).toEqual({ ...group, roleArn: change.roleArn, precedence: 0, modifiedAt: NOW + 5 });
      expect(await engine.store.findGroup(pool.key, 'a')).toEqual(changed);
      expect(await engine.store.changeGroup(pool.key, 'b', change)).toBe('not-found');
    });

    it('adds and removes members, each once', async () => {
      await create('a');
      for (const name of ['bo', 'ana']) await createUser(name);
      for (const user of ['ana', 'bo', 'ana']) expect(await add('A', user)).toBe('changed');
      expect(await membersOf('a')).toEqual(['bo', 'ana']);
      expect(await namesOf('ana')).toEqual(['a']);
      for (const _ of [1, 2]) expect(await engine.store.removeGroupMember(pool.key, 'a', 'ana')).toBe('changed');
      expect(await membersOf('a')).toEqual(['bo']);
      expect(await namesOf('ana')).toEqual([]);
    });

    it('knows which of group and user is missing', async () => {
      await create('a');
      await createUser('ana');
      expect(await add('b', 'ana')).toBe('group-not-found');
      expect(await add('a', 'bo')).toBe('user-not-found');
      expect(await engine.store.removeGroupMember(pool.key, 'b', 'ana')).toBe('group-not-found');
      expect(await engine.store.removeGroupMember(pool.key, 'a', 'bo')).toBe('user-not-found');
      expect(await membersOf('b')).toBe('not-found');
      expect(await namesOf('bo')).toEqual([]);
    });

    it('lists members oldest first, page by page', async () => {
      await create('a');
      for (const name of ['c', 'a', 'b']) await createUser(name);
      for (const name of ['a', 'b', 'c']) await add('a', name);
      const first = await engine.store.listGroupMembers(pool.key, 'a', undefined, 2);
      expect(first).toMatchObject({ items: [{ username: 'c' }, { username: 'a' }], next: expect.any(Number) });
      const next = first === 'not-found' ? undefined : first.next;
      const second = await engine.store.listGroupMembers(pool.key, 'a', next, 2);
      expect(second).toEqual({ items: [expect.objectContaining({ username: 'b' })] });
    });

    it('lists the groups of a user by precedence, then by name, page by page', async () => {
      await createUser('ana');
      const precedences = { late: 7, none: undefined, zero: 0, B: 3, a: 3, empty: undefined, last: 2_147_483_647 };
      for (const [name, precedence] of Object.entries(precedences)) {
        await create(name, { precedence });
        await add(name, 'ana');
      }
      const names = ['zero', 'a', 'B', 'late', 'last', 'empty', 'none'];
      expect(await namesOf('ana')).toEqual(names);
      const paged: string[] = [];
      let after: Awaited<ReturnType<typeof engine.store.listGroupsOfUser>>['next'];
      do {
        const page = await engine.store.listGroupsOfUser(pool.key, 'ana', after, 2);
        expect(page.items.length).toBeLessThanOrEqual(2);
        paged.push(...page.items.map(({ name }) => name));
        after = page.next;
      } while (after !== undefined);
      expect(paged).toEqual(names);
    });

    it('puts a user in as many groups as allowed, also when several come at the same time', async () => {
      await createUser('ana');
      const names = ['a', 'b', 'c', 'd', 'e'];
      for (const name of names) await create(name);
      const answers = await Promise.all(names.map((name) => add(name, 'ana', 2)));
      expect(answers.filter((answer) => answer === 'changed')).toHaveLength(2);
      expect(answers.filter((answer) => answer === 'too-many')).toHaveLength(3);
      const [first = ''] = await namesOf('ana');
      expect(await add(first, 'ana', 2)).toBe('changed');
    });

    it('ends the memberships of a user with the user, and those of a group with the group', async () => {
      for (const name of ['a', 'b']) await create(name);
      for (const name of ['ana', 'bo']) await createUser(name);
      for (const group of ['a', 'b']) for (const user of ['ana', 'bo']) await add(group, user);
      expect(await engine.store.deleteUser(pool.key, 'ana')).toBe('deleted');
      await createUser('ana');
      expect(await namesOf('ana')).toEqual([]);
      expect(await membersOf('a')).toEqual(['bo']);
      expect(await engine.store.deleteGroup(pool.key, 'A')).toBe('deleted');
      expect(await engine.store.deleteGroup(pool.key, 'a')).toBe('not-found');
      expect(await membersOf('a')).toBe('not-found');
      expect(await namesOf('bo')).toEqual(['b']);
      expect(await create('a')).toBe('created');
      expect(await membersOf('a')).toEqual([]);
      expect((await engine.store.listGroups(pool.key, undefined, 10)).items).toHaveLength(2);
    });

    it('deletes the groups of a pool with the pool', async () => {
      await create('a');
      await createUser('ana');
      await add('a', 'ana');
      await engine.store.deleteUserPool(SCOPE, pool.id);
      expect(await engine.store.findGroup(pool.key, 'a')).toBeUndefined();
      expect(await namesOf('ana')).toEqual([]);
      expect(await create('a')).toBe('pool-not-found');
    });
  });
}
