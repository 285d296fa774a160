import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rootPrincipal } from '../../domain/iam/principal.ts';
import type { AccountId } from '../../domain/pools/user-pool.ts';
import type { InputOf } from '../../model/operation-types.ts';
import { ACCOUNT, NOW_MS, OperationsFixture } from '../operations.fixture.ts';
import { attachRolePolicy } from './attach-role-policy.ts';
import { attachUserPolicy } from './attach-user-policy.ts';
import { createPolicy } from './create-policy.ts';
import { createRole } from './create-role.ts';
import { createUser } from './create-user.ts';
import { deletePolicy } from './delete-policy.ts';
import { deleteRole } from './delete-role.ts';
import { detachRolePolicy } from './detach-role-policy.ts';
import { detachUserPolicy } from './detach-user-policy.ts';
import { getPolicy } from './get-policy.ts';
import { getPolicyVersion } from './get-policy-version.ts';
import { listAttachedRolePolicies } from './list-attached-role-policies.ts';
import { listAttachedUserPolicies } from './list-attached-user-policies.ts';
import { listPolicies } from './list-policies.ts';
import { listPolicyVersions } from './list-policy-versions.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const PERMISSIONS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }],
});
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
  await createRole.run({ RoleName: 'x', AssumeRolePolicyDocument: TRUST }, fixture.context());
  await createUser.run({ UserName: 'x' }, fixture.context());
});
afterAll(() => fixture.close());

function create(PolicyName: string, input: Partial<InputOf<'iam', 'CreatePolicy'>> = {}) {
  return createPolicy.run({ PolicyName, PolicyDocument: PERMISSIONS, ...input }, fixture.context());
}

function arnOf(name: string, path = '/'): string {
  return `arn:aws:iam::${ACCOUNT}:policy${path}${name}`;
}

function noPolicy(arn: string) {
  return { code: 'NoSuchEntityException', statusCode: 404, message: `Policy ${arn} was not found.` };
}

describe('a managed policy', () => {
  it('is answered as it was made, its document with its version (N39, N41, N42)', async () => {
    const given = { Path: '/team/', Description: 'for the team', Tags: [{ Key: 'a', Value: 'b' }] };
    const { Policy } = await create('Whole', given);
    const PolicyArn = arnOf('Whole', '/team/');
    expect(Policy).toEqual({
      ...given,
      PolicyName: 'Whole',
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      Arn: PolicyArn,
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: NOW_MS / 1000,
      UpdateDate: NOW_MS / 1000,
    });
    expect(await getPolicy.run({ PolicyArn }, fixture.context())).toEqual({ Policy });
    const version = { VersionId: 'v1', IsDefaultVersion: true, CreateDate: NOW_MS / 1000 };
    const read = await getPolicyVersion.run({ PolicyArn, VersionId: 'v1' }, fixture.context());
    expect(read.PolicyVersion).toEqual({ ...version, Document: expect.stringMatching(/^[A-Za-z0-9%._~-]+$/) });
    expect(decodeURIComponent(read.PolicyVersion?.Document ?? '')).toBe(PERMISSIONS);
    expect(await listPolicyVersions.run({ PolicyArn }, fixture.context())).toEqual({
      Versions: [version],
      IsTruncated: false,
    });
    await expect(getPolicyVersion.run({ PolicyArn, VersionId: 'v2' }, fixture.context())).rejects.toMatchObject({
      code: 'NoSuchEntityException',
    });
  });

  it.each<[string, number, string, Partial<InputOf<'iam', 'CreatePolicy'>>]>([
    [
      'EntityAlreadyExistsException',
      409,
      'A policy called TAKEN already exists. Duplicate names are not allowed.',
      { PolicyName: 'TAKEN', Path: '/other/' },
    ],
    ['MalformedPolicyDocumentException', 400, 'This policy contains invalid Json', { PolicyDocument: 'x' }],
    [
      'MalformedPolicyDocumentException',
      400,
      'Policy document should not specify a principal.',
      { PolicyDocument: TRUST },
    ],
  ])('is refused with %s %i: %s (N43, N47, N50)', async (code, statusCode, message, input) => {
    await create('taken').catch(() => undefined);
    await expect(create('refused', input)).rejects.toMatchObject({ code, statusCode, message });
  });

  it('is listed by path and use, page by page, without those of AWS (N40)', async () => {
    for (const name of ['l1', 'l2', 'l3']) await create(name, { Path: '/listed/', Description: 'x' });
    const PathPrefix = '/listed/';
    const list = (input: InputOf<'iam', 'ListPolicies'>) =>
      listPolicies.run({ PathPrefix, ...input }, fixture.context());
    const first = await list({ MaxItems: 2 });
    expect(first).toMatchObject({ Policies: [{ PolicyName: 'l1' }, { PolicyName: 'l2' }], Marker: 'l2' });
    expect(first.Policies?.[0]).not.toHaveProperty('Description');
    expect(await list({ Marker: 'l2', Scope: 'Local' })).toMatchObject({ Policies: [{ PolicyName: 'l3' }] });
    const PolicyArn = arnOf('l2', '/listed/');
    await attachUserPolicy.run({ UserName: 'x', PolicyArn }, fixture.context());
    await createUser.run({ UserName: 'bounded', PermissionsBoundary: arnOf('l3', '/listed/') }, fixture.context());
    const attached = { Policies: [{ PolicyName: 'l2', AttachmentCount: 1 }] };
    expect(await list({ OnlyAttached: true })).toMatchObject(attached);
    expect(await list({ PolicyUsageFilter: 'PermissionsPolicy' })).toMatchObject(attached);
    expect(await list({ PolicyUsageFilter: 'PermissionsBoundary' })).toMatchObject({
      Policies: [{ PolicyName: 'l3', PermissionsBoundaryUsageCount: 1 }],
    });
    expect(await list({ Scope: 'AWS', PathPrefix: '/' })).toEqual({ Policies: [], IsTruncated: false });
    await detachUserPolicy.run({ UserName: 'x', PolicyArn }, fixture.context());
  });

  it('is deleted only when nothing has it (N46, N48)', async () => {
    await create('held');
    const PolicyArn = arnOf('held');
    await attachRolePolicy.run({ RoleName: 'x', PolicyArn }, fixture.context());
    await expect(deletePolicy.run({ PolicyArn }, fixture.context())).rejects.toMatchObject({
      code: 'DeleteConflictException',
      statusCode: 409,
      message: 'Cannot delete a policy attached to entities.',
    });
    await expect(deleteRole.run({ RoleName: 'x' }, fixture.context())).rejects.toMatchObject({
      code: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
    });
    await detachRolePolicy.run({ RoleName: 'x', PolicyArn }, fixture.context());
    const stranger = fixture.context({ principal: rootPrincipal('999999999999' as AccountId) });
    await expect(deletePolicy.run({ PolicyArn }, stranger)).rejects.toMatchObject(noPolicy(PolicyArn));
    expect(await deletePolicy.run({ PolicyArn }, fixture.context())).toBeUndefined();
    await expect(deletePolicy.run({ PolicyArn }, fixture.context())).rejects.toMatchObject(noPolicy(PolicyArn));
  });
});

interface Attachments {
  readonly kind: 'user' | 'role';
  attach(name: string, PolicyArn: string): Promise<unknown>;
  detach(name: string, PolicyArn: string): Promise<unknown>;
  list(name: string, page?: { MaxItems?: number; Marker?: string; PathPrefix?: string }): Promise<unknown>;
}

const ofUser: Attachments = {
  kind: 'user',
  attach: (UserName, PolicyArn) => attachUserPolicy.run({ UserName, PolicyArn }, fixture.context()),
  detach: (UserName, PolicyArn) => detachUserPolicy.run({ UserName, PolicyArn }, fixture.context()),
  list: (UserName, page) => listAttachedUserPolicies.run({ UserName, ...page }, fixture.context()),
};
const ofRole: Attachments = {
  kind: 'role',
  attach: (RoleName, PolicyArn) => attachRolePolicy.run({ RoleName, PolicyArn }, fixture.context()),
  detach: (RoleName, PolicyArn) => detachRolePolicy.run({ RoleName, PolicyArn }, fixture.context()),
  list: (RoleName, page) => listAttachedRolePolicies.run({ RoleName, ...page }, fixture.context()),
};

describe.each([ofUser, ofRole])('managed policies of a $kind', ({ kind, attach, detach, list }) => {
  it('are attached, listed and detached (N40, N46)', async () => {
    for (const name of ['a', 'b']) {
      await create(`${kind}-${name}`);
      expect(await attach('x', arnOf(`${kind}-${name}`))).toBeUndefined();
    }
    const items = ['a', 'b'].map((name) => ({ PolicyName: `${kind}-${name}`, PolicyArn: arnOf(`${kind}-${name}`) }));
    expect(await list('x')).toEqual({ AttachedPolicies: items, IsTruncated: false });
    const first = { AttachedPolicies: [items[0]], IsTruncated: true, Marker: `${kind}-a` };
    expect(await list('x', { MaxItems: 1 })).toEqual(first);
    expect(await list('x', { Marker: `${kind}-a` })).toEqual({ AttachedPolicies: [items[1]], IsTruncated: false });
    expect(await list('x', { PathPrefix: '/z/' })).toEqual({ AttachedPolicies: [], IsTruncated: false });
    expect(await detach('x', arnOf(`${kind}-a`))).toBeUndefined();
    await expect(detach('x', arnOf(`${kind}-a`))).rejects.toMatchObject(noPolicy(arnOf(`${kind}-a`)));
  });

  it('are none of those that AWS manages (N46)', async () => {
    await expect(attach('x', READ_ONLY)).rejects.toMatchObject(noPolicy(READ_ONLY));
  });

  it('are ten at most', async () => {
    const Kind = kind === 'user' ? 'User' : 'Role';
    for (let index = 0; index < 11; index++) await create(`${kind}-many-${index}`, { Path: `/${kind}/` });
    const attachAt = (index: number) => attach('x', arnOf(`${kind}-many-${index}`, `/${kind}/`));
    const attachAll = async () => {
      for (let index = 0; index < 11; index++) await attachAt(index);
    };
    await expect(attachAll()).rejects.toMatchObject({
      code: 'LimitExceededException',
      statusCode: 409,
      message: `Cannot exceed quota for PoliciesPer${Kind}: 10`,
    });
  });

  it('have an ARN, and someone to be attached to (N46, N51)', async () => {
    const invalid = {
      code: 'InvalidInputException',
      message: `ARN ${arnOf('').replace('policy', 'role')} is not valid.`,
    };
    await expect(attach('x', arnOf('').replace('policy', 'role'))).rejects.toMatchObject(invalid);
    await expect(detach('x', arnOf('').replace('policy', 'role'))).rejects.toMatchObject(invalid);
    const nobody = { code: 'NoSuchEntityException', message: `The ${kind} with name nobody cannot be found.` };
    await expect(attach('nobody', READ_ONLY)).rejects.toMatchObject(nobody);
    await expect(detach('nobody', READ_ONLY)).rejects.toMatchObject(nobody);
    await expect(list('nobody')).rejects.toMatchObject(nobody);
  });
});

it.each<[string, (PolicyArn: string) => Promise<unknown>]>([
  ['GetPolicy', (PolicyArn) => getPolicy.run({ PolicyArn }, fixture.context())],
  ['GetPolicyVersion', (PolicyArn) => getPolicyVersion.run({ PolicyArn, VersionId: 'v1' }, fixture.context())],
  ['ListPolicyVersions', (PolicyArn) => listPolicyVersions.run({ PolicyArn }, fixture.context())],
  ['DeletePolicy', (PolicyArn) => deletePolicy.run({ PolicyArn }, fixture.context())],
])('%s needs a policy (N46, N51)', async (_, run) => {
  await expect(run(READ_ONLY)).rejects.toMatchObject(noPolicy(READ_ONLY));
  await expect(run('arn:aws:iam::1:policy/x')).rejects.toMatchObject({ code: 'InvalidInputException' });
});
