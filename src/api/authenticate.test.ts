import { describe, expect, it } from 'vitest';
import { sealAccessKeySecret } from '../domain/iam/access-key-secret.ts';
import type { AccessKeyStatus } from '../domain/iam/iam-user.ts';
import { DENY_ALL_POLICY } from '../domain/iam/identity-policies.ts';
import type { UsedManagedPolicy } from '../domain/iam/managed-policy.ts';
import type { Principal } from '../domain/iam/principal.ts';
import type { Role } from '../domain/iam/role.ts';
import { type RoleSession, sealRoleSession } from '../domain/iam/role-session.ts';
import type { AccountId } from '../domain/pools/user-pool.ts';
import { defineOperation } from '../operations/define-operation.ts';
import type { ApiOptions } from './api.ts';
import { ApiTestDriver, CREDENTIAL_KEYS, type Draft, NOW_MS } from './api-driver.fixture.ts';

const ACCOUNT = '999988887777' as AccountId;
const USER_KEY = 'AKIAUSERUSERUSERUSER';
const USER_SECRET = 'the-secret-of-ann';
const SESSION_KEY = 'ASIASESSIONSESSION12';
const SESSION_SECRET = 'the-secret-of-the-session';
const ROLE_ID = 'AROAEXAMPLEEXAMPLE123';
const ANN = {
  account: ACCOUNT,
  path: '/',
  name: 'ann',
  id: 'AIDAEXAMPLEEXAMPLE123',
  arn: `arn:aws:iam::${ACCOUNT}:user/ann`,
  tags: [],
  createdAt: NOW_MS,
};
const SESSION: RoleSession = {
  account: ACCOUNT,
  roleName: 'app',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/team/app`,
  roleId: ROLE_ID,
  sessionName: 'monday',
  secretAccessKey: SESSION_SECRET,
  expiresAt: NOW_MS + 900_000,
  policyArns: [],
};

interface Kept {
  readonly status?: AccessKeyStatus;
  /** The access key that the secret was sealed for. */
  readonly sealedFor?: string;
  readonly roleId?: string;
  readonly policies?: Readonly<Record<string, string>>;
}

/** An API over the user `ann` with an access key and the role `app`, and who it takes its callers for. */
class Door {
  readonly callers: Principal[] = [];
  readonly driver: ApiTestDriver;

  constructor(kept: Kept = {}, options: Partial<ApiOptions> = {}) {
    const sealedSecret = sealAccessKeySecret(CREDENTIAL_KEYS.accessKey, kept.sealedFor ?? USER_KEY, USER_SECRET);
    const owner = { user: ANN, status: kept.status ?? 'Active', sealedSecret };
    const role = { id: kept.roleId ?? ROLE_ID } as Role;
    const whoAmI = defineOperation('sts', 'GetCallerIdentity', async ({ context }) => {
      this.callers.push(context.principal);
      return {};
    });
    const store = {
      findAccessKeyOwner: async (id: string) => (id === USER_KEY ? owner : undefined),
      findRole: async (account: string, name: string) => (account === ACCOUNT && name === 'app' ? role : undefined),
      findManagedPolicy: async (_: string, arn: string) => {
        const document = kept.policies?.[arn];
        return document === undefined ? undefined : ({ document } as UsedManagedPolicy);
      },
    };
    this.driver = new ApiTestDriver([whoAmI], { ...options, store });
  }

  /** The caller as the operation sees it, or the code of the refusal by sts and by Cognito. */
  async ask(draft: Draft): Promise<Principal | readonly [sts: string | undefined, cognito: string | undefined]> {
    const sts = await this.driver.sendForm('Action=GetCallerIdentity&Version=2011-06-15', { service: 'sts', ...draft });
    const caller = this.callers.at(-1);
    if (sts.statusCode === 200 && caller) return caller;
    const target = 'AWSCognitoIdentityProviderService.ListUserPools';
    const cognito = await this.driver.send({ target, body: '{"MaxResults":1}', ...draft });
    return [sts.errorCode, cognito.errorCode];
  }
}

const byUser: Draft = { accessKeyId: USER_KEY, secretAccessKey: USER_SECRET };

function bySession(change: Partial<RoleSession> = {}, draft: Draft = {}): Draft {
  const sessionToken = sealRoleSession(CREDENTIAL_KEYS.roleSession, SESSION_KEY, { ...SESSION, ...change });
  return { accessKeyId: SESSION_KEY, secretAccessKey: SESSION_SECRET, sessionToken, ...draft };
}

const UNKNOWN = ['InvalidClientTokenId', 'UnrecognizedClientException'];
const MISMATCH = ['SignatureDoesNotMatch', 'InvalidSignatureException'];
const EXPIRED = ['ExpiredToken', 'ExpiredTokenException'];

describe('the access key of a user', () => {
  it('proves the user, in the account of the user (N67)', async () => {
    expect(await new Door().ask(byUser)).toEqual({
      kind: 'user',
      account: ACCOUNT,
      arn: ANN.arn,
      userId: ANN.id,
      userName: 'ann',
    });
  });

  it.each<[string, readonly string[], Kept, Draft]>([
    ['is switched off (R28, N55)', UNKNOWN, { status: 'Inactive' }, byUser],
    ['is not there (R28, N55)', UNKNOWN, {}, { ...byUser, accessKeyId: `${USER_KEY}2` }],
    ['comes with a session token (R28)', UNKNOWN, {}, { ...byUser, sessionToken: 'token' }],
    ['has the secret of another key (R28)', UNKNOWN, { sealedFor: 'AKIAOTHER' }, byUser],
    ['is used with another secret (R29, N55)', MISMATCH, {}, { ...byUser, secretAccessKey: 'wrong' }],
  ])('is refused if it %s', async (_, codes, kept, draft) => {
    expect(await new Door(kept).ask(draft)).toEqual(codes);
  });
});

describe('temporary credentials', () => {
  it('prove the session of the role (N67, N70)', async () => {
    expect(await new Door().ask(bySession())).toEqual({
      kind: 'session',
      account: ACCOUNT,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/monday`,
      userId: `${ROLE_ID}:monday`,
      roleName: 'app',
      roleArn: SESSION.roleArn,
      roleId: ROLE_ID,
      sessionName: 'monday',
      sessionPolicies: [],
    });
  });

  it('bring the policies that narrow the session; one that is gone lets nothing through (N58)', async () => {
    const door = new Door({ policies: { kept: '{"kept":1}' } });
    const caller = await door.ask(bySession({ policy: '{"passed":1}', policyArns: ['kept', 'gone'] }));
    expect(caller).toMatchObject({ sessionPolicies: ['{"passed":1}', '{"kept":1}', DENY_ALL_POLICY] });
  });

  it('end to the millisecond (R32, N55)', async () => {
    const door = new Door();
    const draft = bySession({ expiresAt: NOW_MS + 1_000 });
    door.driver.clock.advance(999);
    expect(await door.ask(draft)).toMatchObject({ kind: 'session' });
    door.driver.clock.advance(1);
    expect(await door.ask(draft)).toEqual(EXPIRED);
  });

  const { sessionToken = '', ...withoutToken } = bySession();
  it.each<[string, readonly string[], Kept, Draft]>([
    ['come without their token (R28, N55)', UNKNOWN, {}, withoutToken],
    ['come with an empty token (R28)', UNKNOWN, {}, bySession({}, { sessionToken: '' })],
    ['come with a token that was altered (R28)', UNKNOWN, {}, bySession({}, { sessionToken: `A${sessionToken}` })],
    ['come with the token of others (R28)', UNKNOWN, {}, bySession({}, { accessKeyId: 'ASIAOTHEROTHEROTHER1' })],
    ['are of a role that is gone (R28)', UNKNOWN, {}, bySession({ roleName: 'gone' })],
    ['are of a role that was made anew (R28)', UNKNOWN, { roleId: 'AROAANEW' }, bySession()],
    ['are used with another secret (R29)', MISMATCH, {}, bySession({}, { secretAccessKey: 'wrong' })],
    [
      'are expired, but used with another secret (R29)',
      MISMATCH,
      {},
      bySession({ expiresAt: 0 }, { secretAccessKey: 'x' }),
    ],
    [
      'have a token that is not signed (N70)',
      MISMATCH,
      {},
      { ...withoutToken, late: { 'x-amz-security-token': sessionToken } },
    ],
    ['are those of root with a token (R28)', UNKNOWN, {}, { sessionToken }],
  ])('are refused if they %s', async (_, codes, kept, draft) => {
    expect(await new Door(kept).ask(draft)).toEqual(codes);
  });

  it('say that they are expired in the words of each protocol (R32, N55)', async () => {
    const { driver } = new Door();
    const draft = bySession({ expiresAt: NOW_MS });
    const message = 'The security token included in the request is expired';
    const target = 'AWSCognitoIdentityProviderService.ListUserPools';
    expect(await driver.send({ target, ...draft })).toMatchObject({
      statusCode: 400,
      body: JSON.stringify({ __type: 'ExpiredTokenException', message }),
    });
    const form = 'Action=GetCallerIdentity&Version=2011-06-15';
    const sts = await driver.sendForm(form, { service: 'sts', ...draft });
    expect(sts.statusCode).toBe(403);
    expect(sts.body).toContain(`<Code>ExpiredToken</Code><Message>${message}</Message>`);
  });
});

describe('while the default credentials are in force', () => {
  const forwarded = { headers: { 'x-forwarded-for': '10.0.0.1', 'content-type': 'application/x-www-form-urlencoded' } };

  it('are root on this machine, and nobody behind a proxy, where keys of users still are theirs', async () => {
    const door = new Door({}, { defaultCredentialsInForce: true });
    expect(await door.ask({})).toMatchObject({ kind: 'root' });
    expect(await door.ask(forwarded)).toEqual(UNKNOWN);
    expect(await door.ask({ ...byUser, ...forwarded })).toMatchObject({ kind: 'user' });
    expect(await door.ask(bySession({}, forwarded))).toMatchObject({ kind: 'session' });
  });
});
