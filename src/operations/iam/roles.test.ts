import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rootPrincipal } from '../../domain/iam/principal.ts';
import type { AccountId } from '../../domain/pools/user-pool.ts';
import type { InputOf } from '../../model/operation-types.ts';
import { ACCOUNT, NOW_MS, OperationsFixture } from '../operations.fixture.ts';
import { createPolicy } from './create-policy.ts';
import { createRole } from './create-role.ts';
import { deleteRole } from './delete-role.ts';
import { deleteRolePolicy } from './delete-role-policy.ts';
import { getRole } from './get-role.ts';
import { getRolePolicy } from './get-role-policy.ts';
import { listRolePolicies } from './list-role-policies.ts';
import { listRoles } from './list-roles.ts';
import { putRolePolicy } from './put-role-policy.ts';
import { updateAssumeRolePolicy } from './update-assume-role-policy.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const PERMISSIONS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['logs:PutLogEvents'], Resource: "arn:aws:logs:*:*:log-group:/aws/cognito/*('!')" },
  ],
});

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

function create(RoleName: string, input: Partial<InputOf<'iam', 'CreateRole'>> = {}) {
  return createRole.run({ RoleName, AssumeRolePolicyDocument: TRUST, ...input }, fixture.context());
}

function noRole(name: string) {
  return { code: 'NoSuchEntityException', message: `The role with name ${name} cannot be found.`, statusCode: 404 };
}

describe('a role', () => {
  it('is answered as it was made, its document percent-encoded (N39, N41, N42)', async () => {
    const input = {
      Path: '/service-role/',
      Description: 'for logs',
      MaxSessionDuration: 7_200,
      PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/b`,
      Tags: [{ Key: 'stage', Value: 'test' }],
    };
    const boundary = { PolicyName: 'b', PolicyDocument: PERMISSIONS };
    await createPolicy.run(boundary, fixture.context());
    const { Role } = await create('whole', input);
    expect(Role).toEqual({
      Path: '/service-role/',
      RoleName: 'whole',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT}:role/service-role/whole`,
      CreateDate: NOW_MS / 1000,
      AssumeRolePolicyDocument: encodeURIComponent(TRUST),
      Description: 'for logs',
      MaxSessionDuration: 7_200,
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: input.PermissionsBoundary,
      },
      Tags: input.Tags,
      RoleLastUsed: {},
    });
    expect(await getRole.run({ RoleName: 'WHOLE' }, fixture.context())).toEqual({ Role });
  });

  it('has a path and a session duration when none is given (N42)', async () => {
    const { Role } = await create('plain');
    expect(Role).toMatchObject({ Path: '/', Arn: `arn:aws:iam::${ACCOUNT}:role/plain`, MaxSessionDuration: 3_600 });
  });

  it.each<[string, number, string, Partial<InputOf<'iam', 'CreateRole'>>]>([
    ['EntityAlreadyExistsException', 409, 'Role with name TAKEN already exists.', { RoleName: 'TAKEN' }],
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
    [
      'InvalidInputException',
      400,
      'Scope ARN: arn:aws:iam::aws:policy/ReadOnlyAccess does not exist or is not attachable.',
      { PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    ],
    ['MalformedPolicyDocumentException', 400, 'This policy contains invalid Json', { AssumeRolePolicyDocument: '{' }],
    [
      'MalformedPolicyDocumentException',
      400,
      'Has prohibited field Resource',
      { AssumeRolePolicyDocument: PERMISSIONS },
    ],
  ])('is refused with %s %i: %s (N43, N47, N50, N51)', async (code, statusCode, message, input) => {
    await create('taken').catch(() => undefined);
    await expect(create('refused', input)).rejects.toMatchObject({ code, statusCode, message });
    await expect(getRole.run({ RoleName: 'refused' }, fixture.context())).rejects.toMatchObject(noRole('refused'));
  });

  it('is unknown to another account', async () => {
    await create('mine');
    const account = '999999999999' as AccountId;
    const context = fixture.context({ principal: rootPrincipal(account) });
    await expect(getRole.run({ RoleName: 'mine' }, context)).rejects.toMatchObject(noRole('mine'));
    expect(await listRoles.run({}, context)).toEqual({ Roles: [], IsTruncated: false });
  });

  it('is deleted only without policies (N46, N48)', async () => {
    const RoleName = 'short-lived';
    await create(RoleName);
    await putRolePolicy.run({ RoleName, PolicyName: 'p', PolicyDocument: PERMISSIONS }, fixture.context());
    await expect(deleteRole.run({ RoleName }, fixture.context())).rejects.toMatchObject({
      code: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete policies first.',
    });
    await deleteRolePolicy.run({ RoleName, PolicyName: 'p' }, fixture.context());
    expect(await deleteRole.run({ RoleName }, fixture.context())).toBeUndefined();
    await expect(deleteRole.run({ RoleName }, fixture.context())).rejects.toMatchObject(noRole(RoleName));
  });
});

describe('UpdateAssumeRolePolicy', () => {
  it('replaces who may assume a role (N46, N50)', async () => {
    const RoleName = 'retrusted';
    await create(RoleName);
    const document = TRUST.replace('cognito-idp', 'lambda');
    const update = (PolicyDocument: string, name = RoleName) =>
      updateAssumeRolePolicy.run({ RoleName: name, PolicyDocument }, fixture.context());
    expect(await update(document)).toBeUndefined();
    const { Role } = await getRole.run({ RoleName }, fixture.context());
    expect(decodeURIComponent(Role.AssumeRolePolicyDocument ?? '')).toBe(document);
    await expect(update(PERMISSIONS)).rejects.toMatchObject({ code: 'MalformedPolicyDocumentException' });
    await expect(update(document, 'nobody')).rejects.toMatchObject(noRole('nobody'));
  });
});

describe('ListRoles', () => {
  it('pages by marker through the roles of a path, without what lists leave out (N40)', async () => {
    for (const name of ['r1', 'r2', 'r3']) await create(name, { Path: '/listed/', Tags: [{ Key: 'a', Value: 'b' }] });
    const PathPrefix = '/listed/';
    const first = await listRoles.run({ PathPrefix, MaxItems: 2 }, fixture.context());
    expect(first).toMatchObject({ IsTruncated: true, Roles: [{ RoleName: 'r1' }, { RoleName: 'r2' }] });
    expect(first.Roles[0]).not.toHaveProperty('Tags');
    const second = await listRoles.run({ PathPrefix, MaxItems: 2, Marker: first.Marker ?? '' }, fixture.context());
    expect(second).toMatchObject({ IsTruncated: false, Roles: [{ RoleName: 'r3' }] });
    expect(second).not.toHaveProperty('Marker');
  });
});

describe('policies of a role', () => {
  beforeAll(async () => {
    await create('holder');
  });
  const RoleName = 'holder';

  it('are put, read, listed and deleted (N39, N40)', async () => {
    for (const PolicyName of ['b', 'a']) {
      const put = putRolePolicy.run({ RoleName, PolicyName, PolicyDocument: PERMISSIONS }, fixture.context());
      expect(await put).toBeUndefined();
    }
    const read = await getRolePolicy.run({ RoleName, PolicyName: 'a' }, fixture.context());
    expect(read).toEqual({ RoleName, PolicyName: 'a', PolicyDocument: expect.stringMatching(/^[A-Za-z0-9%._~-]+$/) });
    expect(decodeURIComponent(read.PolicyDocument)).toBe(PERMISSIONS);
    expect(await listRolePolicies.run({ RoleName }, fixture.context())).toEqual({
      PolicyNames: ['a', 'b'],
      IsTruncated: false,
    });
    const first = await listRolePolicies.run({ RoleName, MaxItems: 1 }, fixture.context());
    expect(first).toEqual({ PolicyNames: ['a'], IsTruncated: true, Marker: expect.any(String) });
    const rest = await listRolePolicies.run({ RoleName, Marker: first.Marker ?? '' }, fixture.context());
    expect(rest.PolicyNames).toEqual(['b']);
    expect(await deleteRolePolicy.run({ RoleName, PolicyName: 'a' }, fixture.context())).toBeUndefined();
    await expect(getRolePolicy.run({ RoleName, PolicyName: 'a' }, fixture.context())).rejects.toMatchObject({
      code: 'NoSuchEntityException',
      message: 'The role policy with name a cannot be found.',
    });
  });

  it('refuse a trust policy (N50)', async () => {
    const put = putRolePolicy.run({ RoleName, PolicyName: 'x', PolicyDocument: TRUST }, fixture.context());
    await expect(put).rejects.toMatchObject({
      code: 'MalformedPolicyDocumentException',
      message: 'Policy document should not specify a principal.',
    });
  });

  it.each<[string, (RoleName: string) => Promise<unknown>]>([
    [
      'PutRolePolicy',
      (name) => putRolePolicy.run({ RoleName: name, PolicyName: 'p', PolicyDocument: PERMISSIONS }, fixture.context()),
    ],
    ['GetRolePolicy', (name) => getRolePolicy.run({ RoleName: name, PolicyName: 'p' }, fixture.context())],
    ['ListRolePolicies', (name) => listRolePolicies.run({ RoleName: name }, fixture.context())],
    ['DeleteRolePolicy', (name) => deleteRolePolicy.run({ RoleName: name, PolicyName: 'p' }, fixture.context())],
  ])('need a role: %s (N46)', async (_, run) => {
    await expect(run('nobody')).rejects.toMatchObject(noRole('nobody'));
  });

  it('are deleted only if they are there (N46)', async () => {
    const deletion = deleteRolePolicy.run({ RoleName, PolicyName: 'none' }, fixture.context());
    await expect(deletion).rejects.toMatchObject({ message: 'The role policy with name none cannot be found.' });
  });
});
