import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../model/operation-types.ts';
import type { Store } from '../../../store/store.ts';
import { ACCOUNT, NOW_MS, OperationsFixture } from '../../operations.fixture.ts';
import { deleteUserPool } from '../pools/delete-user-pool.ts';
import { makeUserPool } from '../users/users.fixture.ts';
import { adminAddUserToGroup } from './admin-add-user-to-group.ts';
import { adminListGroupsForUser } from './admin-list-groups-for-user.ts';
import { adminRemoveUserFromGroup } from './admin-remove-user-from-group.ts';
import { createGroup } from './create-group.ts';
import { deleteGroup } from './delete-group.ts';
import { getGroup } from './get-group.ts';
import { listGroups } from './list-groups.ts';
import { listUsersInGroup } from './list-users-in-group.ts';
import { updateGroup } from './update-group.ts';

type CreateInput = InputOf<'cognito-idp', 'CreateGroup'>;
type UpdateInput = InputOf<'cognito-idp', 'UpdateGroup'>;

const ROLE = `arn:aws:iam::${ACCOUNT}:role/Members`;
const NO_GROUP = { code: 'ResourceNotFoundException', message: 'Group not found.' };
const NO_USER = { code: 'UserNotFoundException', message: 'User does not exist.' };

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

async function makePool(input: Partial<InputOf<'cognito-idp', 'CreateUserPool'>> = {}) {
  const users = await makeUserPool(fixture, input);
  const { UserPoolId } = users;
  const context = fixture.context();
  return {
    UserPoolId,
    users,
    create: async (GroupName: string, more: Partial<CreateInput> = {}) =>
      (await createGroup.run({ UserPoolId, GroupName, ...more }, context)).Group,
    get: async (GroupName: string) => (await getGroup.run({ UserPoolId, GroupName }, context)).Group,
    update: async (GroupName: string, more: Partial<UpdateInput> = {}) =>
      (await updateGroup.run({ UserPoolId, GroupName, ...more }, context)).Group,
    delete: (GroupName: string) => deleteGroup.run({ UserPoolId, GroupName }, context),
    list: (more: Partial<InputOf<'cognito-idp', 'ListGroups'>> = {}) =>
      listGroups.run({ UserPoolId, ...more }, context),
    add: (GroupName: string, Username: string) => adminAddUserToGroup.run({ UserPoolId, GroupName, Username }, context),
    remove: (GroupName: string, Username: string) =>
      adminRemoveUserFromGroup.run({ UserPoolId, GroupName, Username }, context),
    groupsOf: (Username: string, more: Partial<InputOf<'cognito-idp', 'AdminListGroupsForUser'>> = {}) =>
      adminListGroupsForUser.run({ UserPoolId, Username, ...more }, context),
    members: (GroupName: string, more: Partial<InputOf<'cognito-idp', 'ListUsersInGroup'>> = {}) =>
      listUsersInGroup.run({ UserPoolId, GroupName, ...more }, context),
  };
}

describe('a group', () => {
  it('is answered as it was created (R620, R621)', async () => {
    const pool = await makePool();
    const times = { LastModifiedDate: NOW_MS / 1_000, CreationDate: NOW_MS / 1_000 };
    const plain = { GroupName: 'plain', UserPoolId: pool.UserPoolId, ...times };
    expect(await pool.create('plain')).toEqual(plain);
    const settings = { Description: 'those who may', RoleArn: ROLE, Precedence: 0 };
    const created = await pool.create('Admins', settings);
    expect(created).toEqual({ ...plain, GroupName: 'Admins', ...settings });
    expect(await pool.get('admins')).toEqual(created);
  });

  it('has a name that no other group of the pool has, in whatever case (R620)', async () => {
    const [pool, other] = [await makePool(), await makePool()];
    await pool.create('admins');
    await expect(pool.create('ADMINS')).rejects.toMatchObject({
      code: 'GroupExistsException',
      message: 'A group with the name already exists.',
    });
    expect(await other.create('admins')).toMatchObject({ GroupName: 'admins' });
  });

  it('has a precedence of at most 2^31-1 (R621)', async () => {
    const pool = await makePool();
    expect(await pool.create('last', { Precedence: 2_147_483_647 })).toMatchObject({ Precedence: 2_147_483_647 });
    const refusal = { code: 'InvalidParameterException', message: expect.stringContaining('2147483647') };
    await expect(pool.create('later', { Precedence: 2_147_483_648 })).rejects.toMatchObject(refusal);
    await expect(pool.update('last', { Precedence: 2_147_483_648 })).rejects.toMatchObject(refusal);
  });

  it('takes no role of another account (R622)', async () => {
    const pool = await makePool();
    const RoleArn = 'arn:aws:iam::999999999999:role/Members';
    const refusal = { code: 'AccessDenied', message: 'Cross-account pass role is not allowed.' };
    await expect(pool.create('a', { RoleArn })).rejects.toMatchObject(refusal);
    await pool.create('a');
    await expect(pool.update('a', { RoleArn })).rejects.toMatchObject(refusal);
  });

  it('keeps what an update does not give (R623)', async () => {
    const pool = await makePool();
    const created = await pool.create('a', { Description: 'x', RoleArn: ROLE, Precedence: 3 });
    fixture.clock.advance(1_000);
    const LastModifiedDate = fixture.clock.nowMs() / 1_000;
    expect(await pool.update('a', { Precedence: 0 })).toEqual({ ...created, Precedence: 0, LastModifiedDate });
    expect(await pool.update('a', { Description: '' })).toMatchObject({ Description: '', RoleArn: ROLE });
    await expect(pool.update('b')).rejects.toMatchObject(NO_GROUP);
  });

  it('is gone when it was deleted, and its members are not (R624, R628)', async () => {
    const pool = await makePool();
    await pool.create('a');
    await pool.users.create('ana');
    await pool.add('a', 'ana');
    expect(await pool.delete('A')).toBeUndefined();
    await expect(pool.delete('a')).rejects.toMatchObject(NO_GROUP);
    await expect(pool.get('a')).rejects.toMatchObject(NO_GROUP);
    expect(await pool.groupsOf('ana')).toEqual({ Groups: [] });
    expect(await pool.users.get('ana')).toMatchObject({ Username: 'ana' });
    await pool.create('a');
    expect(await pool.members('a')).toEqual({ Users: [] });
  });

  it('is in a pool that exists (R94)', async () => {
    const pool = await makePool();
    await deleteUserPool.run({ UserPoolId: pool.UserPoolId }, fixture.context());
    const refusal = { code: 'ResourceNotFoundException', message: `User pool ${pool.UserPoolId} does not exist.` };
    for (const answer of [pool.create('a'), pool.get('a'), pool.list(), pool.add('a', 'x'), pool.members('a')]) {
      await expect(answer).rejects.toMatchObject(refusal);
    }
  });
});

describe('the members of a group', () => {
  it('are users of the pool, found by name, sub or alias (R626)', async () => {
    const pool = await makePool({ AliasAttributes: ['email'] });
    await pool.create('a');
    await pool.users.create('ana', { email: 'ana@example.com', email_verified: 'true' });
    const { User } = await pool.users.create('bo');
    const sub = User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';
    await pool.add('a', 'ana@example.com');
    expect(await pool.add('A', 'ana')).toBeUndefined();
    await pool.add('a', sub);
    const { Users = [] } = await pool.members('a');
    expect(Users.map(({ Username }) => Username)).toEqual(['ana', 'bo']);
    expect(Users[1]).toEqual(User);
    expect((await pool.groupsOf('ana@example.com')).Groups).toMatchObject([{ GroupName: 'a' }]);
    for (const _ of [1, 2]) expect(await pool.remove('a', 'ana@example.com')).toBeUndefined();
    expect(await pool.groupsOf('ana')).toEqual({ Groups: [] });
  });

  it.each<[string, string, string, object]>([
    ['a user', 'a', 'nobody', NO_USER],
    ['a group', 'b', 'ana', NO_GROUP],
    ['either: the user is named', 'b', 'nobody', NO_USER],
  ])('are not added and removed without %s (R624)', async (_, group, user, refusal) => {
    const pool = await makePool();
    await pool.create('a');
    await pool.users.create('ana');
    await expect(pool.add(group, user)).rejects.toMatchObject(refusal);
    await expect(pool.remove(group, user)).rejects.toMatchObject(refusal);
  });

  it('leave it when they are deleted (R628)', async () => {
    const pool = await makePool();
    await pool.create('a');
    await pool.users.create('ana');
    await pool.add('a', 'ana');
    await pool.users.delete('ana');
    await pool.users.create('ana');
    expect(await pool.members('a')).toEqual({ Users: [] });
    await expect(pool.groupsOf('nobody')).rejects.toMatchObject(NO_USER);
    await expect(pool.members('b')).rejects.toMatchObject(NO_GROUP);
  });
});

describe('the lists of groups', () => {
  it('come in pages: groups by name, those of a user by precedence, members by age (R625)', async () => {
    const pool = await makePool();
    for (const [name, Precedence] of [
      ['c', 1],
      ['a', 2],
      ['b', 0],
    ] as const)
      await pool.create(name, { Precedence });
    for (const name of ['zoe', 'ana', 'bo']) await pool.users.create(name);
    for (const group of ['a', 'b', 'c']) for (const user of ['ana', 'bo', 'zoe']) await pool.add(group, user);

    const groups = await pool.list({ Limit: 2 });
    expect(groups.Groups?.map(({ GroupName }) => GroupName)).toEqual(['a', 'b']);
    const later = await pool.list({ Limit: 2, NextToken: groups.NextToken ?? '' });
    expect(later).toEqual({ Groups: [expect.objectContaining({ GroupName: 'c' })] });
    expect((await pool.list({ Limit: 0 })).Groups).toHaveLength(3);

    const own = await pool.groupsOf('zoe', { Limit: 2 });
    expect(own.Groups?.map(({ GroupName }) => GroupName)).toEqual(['b', 'c']);
    const ownLater = await pool.groupsOf('zoe', { Limit: 2, NextToken: own.NextToken ?? '' });
    expect(ownLater).toEqual({ Groups: [expect.objectContaining({ GroupName: 'a' })] });

    const members = await pool.members('b', { Limit: 2 });
    expect(members.Users?.map(({ Username }) => Username)).toEqual(['zoe', 'ana']);
    const membersLater = await pool.members('b', { Limit: 2, NextToken: members.NextToken ?? '' });
    expect(membersLater).toEqual({ Users: [expect.objectContaining({ Username: 'bo' })] });

    const refusal = { code: 'InvalidParameterException', message: 'Invalid pagination token.' };
    await expect(pool.members('a', { NextToken: members.NextToken ?? '' })).rejects.toMatchObject(refusal);
    await expect(pool.groupsOf('ana', { NextToken: own.NextToken ?? '' })).rejects.toMatchObject(refusal);
    await expect(pool.list({ NextToken: own.NextToken ?? '' })).rejects.toMatchObject(refusal);
  });

  it('end at 100 groups of one user (R627)', async () => {
    const pool = await makePool();
    await pool.users.create('ana');
    await Promise.all(Array.from({ length: 101 }, (_, index) => pool.create(`g${index}`)));
    for (let index = 0; index < 100; index++) await pool.add(`g${index}`, 'ana');
    await expect(pool.add('g100', 'ana')).rejects.toMatchObject({ code: 'InvalidParameterException' });
    expect(await pool.add('g99', 'ana')).toBeUndefined();
    expect((await pool.groupsOf('ana')).Groups).toHaveLength(60);
  });

  it('end at 10,000 groups of a pool (R627)', async () => {
    const { UserPoolId } = await makePool();
    // That the store counts is in its contract; 10,000 groups take a while.
    const store: Store = Object.create(fixture.store, {
      createGroup: { value: async (_: unknown, max: number) => (max === 10_000 ? 'too-many' : 'created') },
    });
    const creation = createGroup.run({ UserPoolId, GroupName: 'one more' }, fixture.context({ store }));
    await expect(creation).rejects.toMatchObject({
      code: 'LimitExceededException',
      message: `User pool ${UserPoolId} has reached its limit of 10000 groups.`,
    });
  });
});
