import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Principal, rootPrincipal } from '../../domain/iam/principal.ts';
import { openRoleSession } from '../../domain/iam/role-session.ts';
import type { AccountId } from '../../domain/pools/user-pool.ts';
import type { InputOf } from '../../model/operation-types.ts';
import { createRole } from '../iam/create-role.ts';
import { createUser } from '../iam/create-user.ts';
import { deleteRole } from '../iam/delete-role.ts';
import { putUserPolicy } from '../iam/put-user-policy.ts';
import { updateAssumeRolePolicy } from '../iam/update-assume-role-policy.ts';
import { ACCOUNT, NOW_MS, OperationsFixture } from '../operations.fixture.ts';
import { makeTestControls } from '../test-controls.fixture.ts';
import { assumeRole } from './assume-role.ts';

const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/team/app`;
const OTHER = '999988887777' as AccountId;
const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;

let fixture: OperationsFixture;
let ann: Principal;
let eve: Principal;
let roleId: string;

function trusting(AWS: string, more: object = {}): string {
  const statement = { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...more };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

async function makeUser(account: AccountId, UserName: string): Promise<Principal> {
  const { User } = await createUser.run({ UserName }, fixture.context({ principal: rootPrincipal(account) }));
  return { kind: 'user', account, arn: User?.Arn ?? '', userId: User?.UserId ?? '', userName: UserName };
}

beforeAll(async () => {
  fixture = await OperationsFixture.open();
  ann = await makeUser(ACCOUNT, 'ann');
  await makeUser(ACCOUNT, 'anna');
  eve = await makeUser(OTHER, 'eve');
});
afterAll(() => fixture.close());

beforeEach(async () => {
  await deleteRole.run({ RoleName: 'app' }, fixture.context()).catch(() => undefined);
  const input = { RoleName: 'app', Path: '/team/', AssumeRolePolicyDocument: trusting(ANN), MaxSessionDuration: 7_200 };
  roleId = (await createRole.run(input, fixture.context())).Role.RoleId;
});

function trust(document: string): Promise<unknown> {
  return updateAssumeRolePolicy.run({ RoleName: 'app', PolicyDocument: document }, fixture.context());
}

async function allow(user: Principal & { kind: 'user' }, effect = 'Allow'): Promise<void> {
  const statement = { Effect: effect, Action: 'sts:AssumeRole', Resource: ROLE_ARN };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const context = fixture.context({ principal: rootPrincipal(user.account) });
  await putUserPolicy.run({ UserName: user.userName, PolicyName: 'assume', PolicyDocument }, context);
}

function assume(input: Partial<InputOf<'sts', 'AssumeRole'>> = {}, principal = ann) {
  return assumeRole.run({ RoleArn: ROLE_ARN, RoleSessionName: 'monday', ...input }, fixture.context({ principal }));
}

function refusal(arn: string, roleArn = ROLE_ARN) {
  const message = `User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
  return { code: 'AccessDenied', message };
}

describe('AssumeRole', () => {
  it('gives credentials whose token carries the session (N41, N67, N70)', async () => {
    const answer = await assume();
    expect(answer).toEqual({
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
        SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
        SessionToken: expect.any(String),
        Expiration: Math.floor(NOW_MS / 1_000) + 3_600,
      },
      AssumedRoleUser: {
        AssumedRoleId: `${roleId}:monday`,
        Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/monday`,
      },
    });
    const { AccessKeyId = '', SecretAccessKey, SessionToken = '' } = answer.Credentials ?? {};
    const { roleSession } = fixture.context().credentialKeys;
    expect(openRoleSession(roleSession, AccessKeyId, SessionToken)).toEqual({
      account: ACCOUNT,
      roleName: 'app',
      roleArn: ROLE_ARN,
      roleId,
      sessionName: 'monday',
      secretAccessKey: SecretAccessKey,
      expiresAt: (Math.floor(NOW_MS / 1_000) + 3_600) * 1_000,
      policyArns: [],
    });
  });

  it('carries session policies in the token, and says how much of the room they take (N58)', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'cognito-idp:List*', Resource: '*' }],
    });
    const arn = `arn:aws:iam::${ACCOUNT}:policy/narrow`;
    const { Credentials, PackedPolicySize } = await assume({ Policy, PolicyArns: [{ arn }] });
    expect(PackedPolicySize).toBe(Math.ceil(((Policy.length + arn.length) / 2_048) * 100));
    const { AccessKeyId = '', SessionToken = '' } = Credentials ?? {};
    const session = openRoleSession(fixture.context().credentialKeys.roleSession, AccessKeyId, SessionToken);
    expect(session).toMatchObject({ policy: Policy, policyArns: [arn] });
  });

  it.each<[boolean, string, string, 'Allow' | 'Deny' | undefined, 'ann' | 'eve']>([
    [true, 'names the caller', trusting(ANN), undefined, 'ann'],
    [false, 'names the account alone', trusting(`arn:aws:iam::${ACCOUNT}:root`), undefined, 'ann'],
    [true, 'names the account', trusting(ACCOUNT), 'Allow', 'ann'],
    [false, 'names the caller', trusting(ANN), 'Deny', 'ann'],
    [false, 'names somebody else', trusting(`${ANN}a`), 'Allow', 'ann'],
    [false, 'names a caller of another account', trusting(`arn:aws:iam::${OTHER}:user/eve`), undefined, 'eve'],
    [true, 'names a caller of another account', trusting(`arn:aws:iam::${OTHER}:user/eve`), 'Allow', 'eve'],
    [true, 'names another account', trusting(OTHER), 'Allow', 'eve'],
    [false, 'names this account only', trusting(ACCOUNT), 'Allow', 'eve'],
  ])(
    'is allowed (%s) where the trust policy %s: %s, with %s for %s (N68, N69)',
    async (allowed, _, document, effect, name) => {
      const caller = name === 'ann' ? ann : eve;
      if (caller.kind !== 'user') throw new Error('the caller is a user');
      await trust(document);
      await allow(caller, effect ?? 'Allow');
      if (effect === undefined) await forget(caller);
      const answer = assume({}, caller);
      if (allowed) await expect(answer).resolves.toHaveProperty('Credentials');
      else await expect(answer).rejects.toMatchObject(refusal(caller.arn));
      await forget(caller);
    },
  );

  async function forget({ account, userName }: Principal & { kind: 'user' }): Promise<void> {
    await fixture.store.deleteInlinePolicy(account, 'user', userName, 'assume');
  }

  it('asks conditions of the trust policy about the request', async () => {
    const conditions = {
      StringEquals: { 'sts:ExternalId': 'secret-7' },
      StringLike: { 'sts:RoleSessionName': 'mon*' },
    };
    await trust(trusting(ANN, { Condition: conditions }));
    await expect(assume()).rejects.toMatchObject(refusal(ANN));
    await expect(assume({ ExternalId: 'secret-7', RoleSessionName: 'sunday' })).rejects.toMatchObject(refusal(ANN));
    await expect(assume({ ExternalId: 'secret-7' })).resolves.toHaveProperty('Credentials');
  });

  it('lets in whom the trust policy names as root, and nobody whom it does not', async () => {
    const root = rootPrincipal(ACCOUNT);
    await expect(assume({}, root)).rejects.toMatchObject(refusal(root.arn));
    await trust(trusting(root.arn));
    await expect(assume({}, root)).resolves.toHaveProperty('Credentials');
  });

  it('asks nobody where permissions are not looked at, but keeps accounts apart', async () => {
    await trust(trusting(`${ANN}a`));
    const input = { RoleArn: ROLE_ARN, RoleSessionName: 'monday' };
    const off = (principal: Principal) => assumeRole.run(input, fixture.context({ principal, iam: 'off' }));
    await expect(off(ann)).resolves.toHaveProperty('Credentials');
    await expect(off(eve)).rejects.toMatchObject(refusal(eve.arn));
  });

  it.each([
    ['does not exist', `arn:aws:iam::${ACCOUNT}:role/nobody`],
    ['has another path', `arn:aws:iam::${ACCOUNT}:role/app`],
    ['is of an account that has none', 'arn:aws:iam::123412341234:role/team/app'],
  ])('says no more of a role that %s than of one that refuses: %s (N69)', async (_, RoleArn) => {
    await expect(assume({ RoleArn })).rejects.toMatchObject(refusal(ANN, RoleArn));
  });

  const session = (): Principal => ({
    kind: 'session',
    account: ACCOUNT,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/monday`,
    userId: `${roleId}:monday`,
    roleName: 'app',
    roleArn: ROLE_ARN,
    roleId,
    sessionName: 'monday',
    sessionPolicies: [],
  });

  it('lasts as long as the role allows, and a chained session an hour (N68)', async () => {
    expect((await assume({ DurationSeconds: 7_200 })).Credentials?.Expiration).toBe(Math.floor(NOW_MS / 1_000) + 7_200);
    await expect(assume({ DurationSeconds: 7_201 })).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
    await trust(trusting(ROLE_ARN));
    await expect(assume({ DurationSeconds: 3_600 }, session())).resolves.toHaveProperty('Credentials');
    await expect(assume({ DurationSeconds: 3_601 }, session())).rejects.toMatchObject({ code: 'ValidationError' });
  });

  it.each<[string, string, Partial<InputOf<'sts', 'AssumeRole'>>]>([
    ['MalformedPolicyDocumentException', 'a session policy that is none', { Policy: '{}' }],
    [
      'PackedPolicyTooLargeException',
      'a session policy that is too long',
      {
        Policy: trusting(ANN).replace(/"Principal".*"Action"/, `"Sid":"${'a'.repeat(2_048)}","Resource":"*","Action"`),
      },
    ],
    [
      'PackedPolicyTooLargeException',
      'too many session policies',
      { PolicyArns: Array.from({ length: 11 }, (_, index) => ({ arn: `arn:aws:iam::${ACCOUNT}:policy/p${index}` })) },
    ],
    [
      'PackedPolicyTooLargeException',
      'session policies that are too long together',
      { PolicyArns: Array.from({ length: 5 }, () => ({ arn: `arn:aws:iam::${ACCOUNT}:policy/${'p/'.repeat(200)}p` })) },
    ],
    ['ValidationError', 'a session policy that has no ARN', { PolicyArns: [{ arn: ROLE_ARN }] }],
    ['ValidationError', 'what is no ARN of a role', { RoleArn: `${ANN}-of-the-wrong-kind` }],
    ['ValidationError', 'session tags, which are not kept', { Tags: [{ Key: 'a', Value: 'b' }] }],
    ['ValidationError', 'a second factor, which nobody has', { SerialNumber: 'arn:aws:iam::1:mfa/x', TokenCode: '1' }],
    ['ValidationError', 'a source identity, which is not kept', { SourceIdentity: 'ann' }],
  ])('refuses with %s %s', async (code, _, input) => {
    await expect(assume(input)).rejects.toMatchObject({ code });
  });

  it('is refused for a role that is too new for the test controls, as for one that does not exist (N69, R576)', async () => {
    const testControls = makeTestControls(fixture.clock);
    testControls.setFaults({ newRolesUnknownSeconds: 10 });
    const context = fixture.context({ principal: ann, testControls });
    const assumeAsAnn = () => assumeRole.run({ RoleArn: ROLE_ARN, RoleSessionName: 'monday' }, context);
    fixture.clock.advance(9_999);
    await expect(assumeAsAnn()).rejects.toMatchObject({
      code: 'AccessDenied',
      message: `User: ${ANN} is not authorized to perform: sts:AssumeRole on resource: ${ROLE_ARN}`,
    });
    fixture.clock.advance(1);
    expect(await assumeAsAnn()).toHaveProperty('Credentials');
  });
});
