import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Principal, rootPrincipal } from '../../domain/iam/principal.ts';
import type { AccountId } from '../../domain/pools/user-pool.ts';
import type { InputOf } from '../../model/operation-types.ts';
import { ACCOUNT, NOW_MS, OperationsFixture } from '../operations.fixture.ts';
import { createAccessKey } from './create-access-key.ts';
import { createPolicy } from './create-policy.ts';
import { createUser } from './create-user.ts';
import { deleteAccessKey } from './delete-access-key.ts';
import { deleteIamUser } from './delete-user.ts';
import { deleteUserPolicy } from './delete-user-policy.ts';
import { getIamUser } from './get-user.ts';
import { getUserPolicy } from './get-user-policy.ts';
import { listAccessKeys } from './list-access-keys.ts';
import { listUserPolicies } from './list-user-policies.ts';
import { listIamUsers } from './list-users.ts';
import { putUserPolicy } from './put-user-policy.ts';
import { updateAccessKey } from './update-access-key.ts';

const PERMISSIONS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }],
});

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

function create(UserName: string, input: Partial<InputOf<'iam', 'CreateUser'>> = {}) {
  return createUser.run({ UserName, ...input }, fixture.context());
}

function noUser(name: string) {
  return { code: 'NoSuchEntityException', message: `The user with name ${name} cannot be found.`, statusCode: 404 };
}

function principalOf(userName: string): Principal {
  return { kind: 'user', account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`, userId: 'AIDA', userName };
}

describe('a user', () => {
  it('is answered as it was made (N41, N42, N43)', async () => {
    await createPolicy.run({ PolicyName: 'bound', PolicyDocument: PERMISSIONS }, fixture.context());
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/bound`;
    const Tags = [{ Key: 'team', Value: 'blue' }];
    const { User } = await create('Whole', { Path: '/team/', PermissionsBoundary: boundary, Tags });
    expect(User).toEqual({
      Path: '/team/',
      UserName: 'Whole',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT}:user/team/Whole`,
      CreateDate: NOW_MS / 1000,
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: boundary,
      },
      Tags,
    });
    expect(await getIamUser.run({ UserName: 'WHOLE' }, fixture.context())).toEqual({ User });
    const listed = await listIamUsers.run({ PathPrefix: '/team/' }, fixture.context());
    expect(listed).toMatchObject({ Users: [{ UserName: 'Whole' }], IsTruncated: false });
    expect(listed.Users[0]).not.toHaveProperty('Tags');
  });

  it('is the one that asks when no name is given', async () => {
    await create('self');
    const context = fixture.context({ principal: principalOf('self') });
    expect(await getIamUser.run({}, context)).toMatchObject({ User: { UserName: 'self' } });
    await expect(getIamUser.run({}, fixture.context())).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    });
  });

  it.each<[string, number, string, Partial<InputOf<'iam', 'CreateUser'>>]>([
    ['EntityAlreadyExistsException', 409, 'User with name TAKEN already exists.', { UserName: 'TAKEN' }],
    [
      'NoSuchEntityException',
      404,
      'Scope ARN: arn:aws:iam::aws:policy/ReadOnlyAccess does not exist or is not attachable.',
      { PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    ],
    [
      'InvalidInputException',
      400,
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'A', Value: '2' },
        ],
      },
    ],
  ])('is refused with %s %i: %s (N43, N47, N51)', async (code, statusCode, message, input) => {
    await create('taken').catch(() => undefined);
    await expect(create('refused', input)).rejects.toMatchObject({ code, statusCode, message });
    await expect(getIamUser.run({ UserName: 'refused' }, fixture.context())).rejects.toMatchObject(noUser('refused'));
  });

  it('is unknown to another account', async () => {
    await create('mine');
    const context = fixture.context({ principal: rootPrincipal('999999999999' as AccountId) });
    await expect(getIamUser.run({ UserName: 'mine' }, context)).rejects.toMatchObject(noUser('mine'));
    expect(await listIamUsers.run({}, context)).toEqual({ Users: [], IsTruncated: false });
  });

  it('is deleted only without policies and access keys (N46, N48)', async () => {
    const UserName = 'short-lived';
    await create(UserName);
    await putUserPolicy.run({ UserName, PolicyName: 'p', PolicyDocument: PERMISSIONS }, fixture.context());
    const { AccessKey } = await createAccessKey.run({ UserName }, fixture.context());
    const remove = () => deleteIamUser.run({ UserName }, fixture.context());
    const conflict = (message: string) => ({ code: 'DeleteConflictException', statusCode: 409, message });
    await expect(remove()).rejects.toMatchObject(conflict('Cannot delete entity, must delete policies first.'));
    await deleteUserPolicy.run({ UserName, PolicyName: 'p' }, fixture.context());
    await expect(remove()).rejects.toMatchObject(conflict('Cannot delete entity, must delete access keys first.'));
    await deleteAccessKey.run({ UserName, AccessKeyId: AccessKey.AccessKeyId }, fixture.context());
    expect(await remove()).toBeUndefined();
    await expect(remove()).rejects.toMatchObject(noUser(UserName));
  });

  it('is listed page by page (N40)', async () => {
    for (const name of ['l1', 'l2', 'l3']) await create(name, { Path: '/listed/' });
    const PathPrefix = '/listed/';
    const first = await listIamUsers.run({ PathPrefix, MaxItems: 2 }, fixture.context());
    expect(first).toMatchObject({ IsTruncated: true, Marker: 'l2', Users: [{ UserName: 'l1' }, { UserName: 'l2' }] });
    const second = await listIamUsers.run({ PathPrefix, Marker: first.Marker ?? '' }, fixture.context());
    expect(second).toMatchObject({ IsTruncated: false, Users: [{ UserName: 'l3' }] });
    expect(second).not.toHaveProperty('Marker');
  });
});

describe('inline policies of a user', () => {
  const UserName = 'holder';
  beforeAll(async () => {
    await create(UserName);
  });

  it('are put, read, listed and deleted (N39, N40, N46)', async () => {
    for (const PolicyName of ['b', 'a']) {
      const put = putUserPolicy.run({ UserName, PolicyName, PolicyDocument: PERMISSIONS }, fixture.context());
      expect(await put).toBeUndefined();
    }
    const read = await getUserPolicy.run({ UserName, PolicyName: 'A' }, fixture.context());
    expect(read).toEqual({
      UserName,
      PolicyName: 'a',
      PolicyDocument: encodeURIComponent(PERMISSIONS).replace(/\*/g, '%2A'),
    });
    const first = await listUserPolicies.run({ UserName, MaxItems: 1 }, fixture.context());
    expect(first).toEqual({ PolicyNames: ['a'], IsTruncated: true, Marker: 'a' });
    expect(await listUserPolicies.run({ UserName, Marker: 'a' }, fixture.context())).toEqual({
      PolicyNames: ['b'],
      IsTruncated: false,
    });
    expect(await deleteUserPolicy.run({ UserName, PolicyName: 'a' }, fixture.context())).toBeUndefined();
    const missing = { code: 'NoSuchEntityException', message: 'The user policy with name a cannot be found.' };
    const again = deleteUserPolicy.run({ UserName, PolicyName: 'a' }, fixture.context());
    await expect(again).rejects.toMatchObject(missing);
    await expect(getUserPolicy.run({ UserName, PolicyName: 'a' }, fixture.context())).rejects.toMatchObject(missing);
  });

  it('are policies (N50)', async () => {
    const put = putUserPolicy.run({ UserName, PolicyName: 'x', PolicyDocument: '{}' }, fixture.context());
    await expect(put).rejects.toMatchObject({ code: 'MalformedPolicyDocumentException', statusCode: 400 });
  });
});

describe('access keys', () => {
  it('show their secret once, and a user has two at most (N41, N44, N49)', async () => {
    const UserName = 'keys';
    await create(UserName);
    const { AccessKey: one } = await createAccessKey.run({ UserName }, fixture.context());
    expect(one).toEqual({
      UserName,
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      Status: 'Active',
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
      CreateDate: NOW_MS / 1000,
    });
    const { AccessKey: two } = await createAccessKey.run({}, fixture.context({ principal: principalOf(UserName) }));
    expect(two.SecretAccessKey).not.toBe(one.SecretAccessKey);
    await expect(createAccessKey.run({ UserName }, fixture.context())).rejects.toMatchObject({
      code: 'LimitExceededException',
      statusCode: 409,
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
    const listed = await listAccessKeys.run({ UserName: 'KEYS' }, fixture.context());
    const metadata = { UserName, Status: 'Active', CreateDate: NOW_MS / 1000 };
    expect(listed).toEqual({
      AccessKeyMetadata: [
        { ...metadata, AccessKeyId: one.AccessKeyId },
        { ...metadata, AccessKeyId: two.AccessKeyId },
      ],
      IsTruncated: false,
    });
    const owner = await fixture.store.findAccessKeyOwner(one.AccessKeyId);
    expect(Buffer.from(owner?.sealedSecret ?? []).includes(one.SecretAccessKey)).toBe(false);
  });

  it('are listed page by page, and behind one that is gone none follows (N40)', async () => {
    const UserName = 'paged';
    await create(UserName);
    const ids: string[] = [];
    for (let index = 0; index < 2; index++) {
      ids.push((await createAccessKey.run({ UserName }, fixture.context())).AccessKey.AccessKeyId);
    }
    const first = await listAccessKeys.run({ UserName, MaxItems: 1 }, fixture.context());
    expect(first).toMatchObject({ AccessKeyMetadata: [{ AccessKeyId: ids[0] }], IsTruncated: true, Marker: ids[0] });
    const next = { UserName, MaxItems: 1, Marker: first.Marker ?? '' };
    const second = await listAccessKeys.run(next, fixture.context());
    expect(second).toMatchObject({ AccessKeyMetadata: [{ AccessKeyId: ids[1] }], IsTruncated: false });
    await deleteAccessKey.run({ UserName, AccessKeyId: ids[0] ?? '' }, fixture.context());
    expect(await listAccessKeys.run(next, fixture.context())).toEqual({ AccessKeyMetadata: [], IsTruncated: false });
  });

  it('are switched off and on', async () => {
    const UserName = 'switched';
    await create(UserName);
    const { AccessKeyId } = (await createAccessKey.run({ UserName }, fixture.context())).AccessKey;
    for (const Status of ['Inactive', 'Active'] as const) {
      expect(await updateAccessKey.run({ UserName, AccessKeyId, Status }, fixture.context())).toBeUndefined();
      expect(await listAccessKeys.run({ UserName }, fixture.context())).toMatchObject({
        AccessKeyMetadata: [{ Status }],
      });
    }
    const expired = updateAccessKey.run({ UserName, AccessKeyId, Status: 'Expired' }, fixture.context());
    await expect(expired).rejects.toMatchObject({ code: 'InvalidInputException' });
  });

  it('are deleted and changed only if they are there (N46)', async () => {
    const missing = { UserName: 'someone', AccessKeyId: 'AKIA2222222222222222' };
    await create(missing.UserName);
    const error = {
      code: 'NoSuchEntityException',
      statusCode: 404,
      message: 'The Access Key with id AKIA2222222222222222 cannot be found.',
    };
    await expect(deleteAccessKey.run(missing, fixture.context())).rejects.toMatchObject(error);
    const change = updateAccessKey.run({ ...missing, Status: 'Active' }, fixture.context());
    await expect(change).rejects.toMatchObject(error);
  });
});

it.each<[string, (UserName: string) => Promise<unknown>]>([
  ['GetUser', (UserName) => getIamUser.run({ UserName }, fixture.context())],
  [
    'PutUserPolicy',
    (UserName) => putUserPolicy.run({ UserName, PolicyName: 'p', PolicyDocument: PERMISSIONS }, fixture.context()),
  ],
  ['GetUserPolicy', (UserName) => getUserPolicy.run({ UserName, PolicyName: 'p' }, fixture.context())],
  ['ListUserPolicies', (UserName) => listUserPolicies.run({ UserName }, fixture.context())],
  ['DeleteUserPolicy', (UserName) => deleteUserPolicy.run({ UserName, PolicyName: 'p' }, fixture.context())],
  ['CreateAccessKey', (UserName) => createAccessKey.run({ UserName }, fixture.context())],
  ['ListAccessKeys', (UserName) => listAccessKeys.run({ UserName }, fixture.context())],
  [
    'UpdateAccessKey',
    (UserName) => updateAccessKey.run({ UserName, AccessKeyId: 'AKIA', Status: 'Active' }, fixture.context()),
  ],
  ['DeleteAccessKey', (UserName) => deleteAccessKey.run({ UserName, AccessKeyId: 'AKIA' }, fixture.context())],
])('%s needs a user (N46)', async (_, run) => {
  await expect(run('nobody')).rejects.toMatchObject(noUser('nobody'));
});
