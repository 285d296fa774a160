import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import {
  DeleteConflictException,
  EntityAlreadyExistsException,
  IAM,
  InvalidInputException,
  LimitExceededException,
  MalformedPolicyDocumentException,
  NoSuchEntityException,
  paginateListPolicies,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import {
  MalformedPolicyDocumentException as MalformedSessionPolicy,
  PackedPolicyTooLargeException,
  STS,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { serviceModels } from '../../src/model/service-models.ts';
import { clientOptions } from '../drive-import.ts';

type Credentials = ReturnType<typeof clientOptions>['credentials'] & { readonly sessionToken?: string };

const LIST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'cognito-idp:ListUserPools', Resource: '*' }],
});
const UserName = 'ann';
const RoleName = 'app';

/** All operations of iam and sts, called as a script of an application would; each test goes on where the one before it ended. */
describe('the AWS SDK for JavaScript as a client of IAM', () => {
  let muster: Muster;
  let root: IAM;
  let ann: Credentials;
  let session: Credentials;
  let userArn: string;
  let roleArn: string;
  let policyArn: string;
  const clients: { destroy(): void }[] = [];
  const called = new Set<string>();

  function connect<Client extends { destroy(): void }>(
    Service: new (options: ReturnType<typeof clientOptions>) => Client,
    credentials?: Credentials,
  ): Client {
    const options = clientOptions(muster.url);
    const client = new Service({ ...options, ...(credentials && { credentials }) });
    clients.push(client);
    if (client instanceof IAM || client instanceof STS) {
      // Only to see the name of each command; the request goes on as it is.
      const remember = client.middlewareStack as { add(middleware: unknown): void };
      remember.add(
        (next: (args: unknown) => unknown, { commandName = '' }: { commandName?: string }) =>
          (args: unknown) => {
            called.add(commandName.replace(/Command$/, ''));
            return next(args);
          },
      );
    }
    return client;
  }

  const listPools = (credentials: Credentials) =>
    connect(CognitoIdentityProvider, credentials).listUserPools({ MaxResults: 1 });
  const trusting = (AWS: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }],
    });

  beforeAll(async () => {
    muster = await startMuster();
    root = connect(IAM);
  });

  afterAll(async () => {
    for (const client of clients) client.destroy();
    await muster?.stop();
  });

  it('makes a user with an access key, who may do nothing yet (R34, N44)', async () => {
    const { User } = await root.createUser({ UserName, Path: '/team/', Tags: [{ Key: 'team', Value: 'blue' }] });
    userArn = assertPresent(User?.Arn, 'a user has an ARN');
    expect(User?.CreateDate).toBeInstanceOf(Date);
    const { AccessKey } = await root.createAccessKey({ UserName });
    const { AccessKeyId, SecretAccessKey } = assertPresent(AccessKey, 'an answer has the key');
    ann = { accessKeyId: AccessKeyId ?? '', secretAccessKey: SecretAccessKey ?? '' };
    expect(await connect(STS, ann).getCallerIdentity({})).toMatchObject({
      Arn: userArn,
      Account: muster.account,
      UserId: User?.UserId,
    });
    await expect(listPools(ann)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`User: ${userArn} is not authorized to perform: cognito-idp:ListUserPools`),
    });
    await expect(connect(IAM, ann).getUser({})).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('lets the user do what an inline policy says, at once (N45)', async () => {
    await root.putUserPolicy({ UserName, PolicyName: 'list', PolicyDocument: LIST });
    expect(await root.getUserPolicy({ UserName, PolicyName: 'list' })).toMatchObject({
      PolicyDocument: encodeURIComponent(LIST).replace('*', '%2A'),
    });
    expect((await root.listUserPolicies({ UserName })).PolicyNames).toEqual(['list']);
    await expect(listPools(ann)).resolves.toMatchObject({ UserPools: [] });
    await root.deleteUserPolicy({ UserName, PolicyName: 'list' });
    await expect(listPools(ann)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('lets the user do what a managed policy says, while it is attached', async () => {
    const { Policy } = await root.createPolicy({
      PolicyName: 'list',
      PolicyDocument: LIST,
      Description: 'lists pools',
    });
    policyArn = assertPresent(Policy?.Arn, 'a policy has an ARN');
    await root.attachUserPolicy({ UserName, PolicyArn: policyArn });
    await expect(listPools(ann)).resolves.toMatchObject({ UserPools: [] });
    expect((await root.listAttachedUserPolicies({ UserName })).AttachedPolicies).toEqual([
      { PolicyName: 'list', PolicyArn: policyArn },
    ]);
    const read = await root.getPolicy({ PolicyArn: policyArn });
    expect(read.Policy).toMatchObject({ AttachmentCount: 1, DefaultVersionId: 'v1', Description: 'lists pools' });
    const { PolicyVersion } = await root.getPolicyVersion({ PolicyArn: policyArn, VersionId: 'v1' });
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(LIST);
    expect((await root.listPolicyVersions({ PolicyArn: policyArn })).Versions).toHaveLength(1);
    await root.detachUserPolicy({ UserName, PolicyArn: policyArn });
    await expect(listPools(ann)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('assumes a role that trusts the user, and acts as the role (N68, N70)', async () => {
    const { Role } = await root.createRole({ RoleName, AssumeRolePolicyDocument: trusting(userArn) });
    roleArn = assertPresent(Role?.Arn, 'a role has an ARN');
    await root.attachRolePolicy({ RoleName, PolicyArn: policyArn });
    expect((await root.listAttachedRolePolicies({ RoleName })).AttachedPolicies).toHaveLength(1);
    const answer = await connect(STS, ann).assumeRole({
      RoleArn: roleArn,
      RoleSessionName: 'monday',
      DurationSeconds: 900,
    });
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = assertPresent(answer.Credentials, 'credentials');
    expect(Expiration).toBeInstanceOf(Date);
    session = {
      accessKeyId: AccessKeyId ?? '',
      secretAccessKey: SecretAccessKey ?? '',
      sessionToken: SessionToken ?? '',
    };
    expect(await connect(STS, session).getCallerIdentity({})).toMatchObject({
      Arn: `arn:aws:sts::${muster.account}:assumed-role/app/monday`,
      UserId: `${Role?.RoleId}:monday`,
    });
    await expect(listPools(session)).resolves.toMatchObject({ UserPools: [] });
    await expect(connect(IAM, session).getRole({ RoleName })).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('narrows a session by the policies that are passed (N58)', async () => {
    const Policy = LIST.replace('ListUserPools', 'DescribeUserPool');
    const answer = await connect(STS, ann).assumeRole({ RoleArn: roleArn, RoleSessionName: 'narrow', Policy });
    const { AccessKeyId, SecretAccessKey, SessionToken } = assertPresent(answer.Credentials, 'credentials');
    const narrow = {
      accessKeyId: AccessKeyId ?? '',
      secretAccessKey: SecretAccessKey ?? '',
      sessionToken: SessionToken ?? '',
    };
    await expect(listPools(narrow)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('refuses credentials that are none any more (R28, N55)', async () => {
    const unknown = {
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    };
    const { accessKeyId, secretAccessKey } = session;
    await expect(listPools({ accessKeyId, secretAccessKey })).rejects.toMatchObject(unknown);
    const altered = { ...session, sessionToken: `${session.sessionToken?.slice(0, -8)}AAAAAAA=` };
    await expect(listPools(altered)).rejects.toMatchObject(unknown);
    await root.updateAccessKey({ UserName, AccessKeyId: ann.accessKeyId, Status: 'Inactive' });
    await expect(listPools(ann)).rejects.toMatchObject(unknown);
    await expect(connect(STS, ann).getCallerIdentity({})).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await root.updateAccessKey({ UserName, AccessKeyId: ann.accessKeyId, Status: 'Active' });
    await expect(connect(STS, ann).getCallerIdentity({})).resolves.toMatchObject({ Arn: userArn });
  });

  it('refuses a role that does not trust, in the words for one that does not exist (N69, R465)', async () => {
    await root.updateAssumeRolePolicy({ RoleName, PolicyDocument: trusting(roleArn) });
    await expect(
      root.updateAssumeRolePolicy({ RoleName, PolicyDocument: trusting(`${userArn}a`) }),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: `Invalid principal in policy: "AWS":"${userArn}a"`,
    });
    const assume = (RoleArn: string) => connect(STS, ann).assumeRole({ RoleArn, RoleSessionName: 'tuesday' });
    for (const arn of [roleArn, `${roleArn}-of-nobody`]) {
      await expect(assume(arn)).rejects.toMatchObject({
        name: 'AccessDenied',
        $metadata: { httpStatusCode: 403 },
        message: `User: ${userArn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      });
    }
  });

  it('lists page by page (N40)', async () => {
    for (const name of ['bo', 'cy']) await root.createUser({ UserName: name });
    const users: (string | undefined)[] = [];
    for await (const page of paginateListUsers({ client: root, pageSize: 2 }, {})) {
      users.push(...(page.Users ?? []).map((user) => user.UserName));
    }
    expect(users).toEqual(['ann', 'bo', 'cy']);
    const policies: (string | undefined)[] = [];
    for await (const page of paginateListPolicies({ client: root }, { Scope: 'Local' })) {
      policies.push(...(page.Policies ?? []).map((policy) => policy.PolicyName));
    }
    expect(policies).toEqual(['list']);
    for (const name of ['bo', 'cy']) await root.deleteUser({ UserName: name });
  });

  type ErrorClass = abstract new (...args: never[]) => Error;
  it.each<[string, ErrorClass, () => Promise<unknown>]>([
    ['EntityAlreadyExists', EntityAlreadyExistsException, () => root.createUser({ UserName: 'ANN' })],
    ['NoSuchEntity', NoSuchEntityException, () => root.getUser({ UserName: 'nobody' })],
    [
      'NoSuchEntity of a policy of AWS',
      NoSuchEntityException,
      () => root.attachUserPolicy({ UserName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
    ],
    ['InvalidInput', InvalidInputException, () => root.getPolicy({ PolicyArn: 'arn:aws:iam::short:policy/x' })],
    [
      'MalformedPolicyDocument',
      MalformedPolicyDocumentException,
      () => root.putUserPolicy({ UserName, PolicyName: 'x', PolicyDocument: '{' }),
    ],
    ['DeleteConflict', DeleteConflictException, () => root.deleteUser({ UserName })],
    ['DeleteConflict of a policy', DeleteConflictException, () => root.deletePolicy({ PolicyArn: policyArn })],
    [
      'LimitExceeded',
      LimitExceededException,
      async () => {
        await root.createAccessKey({ UserName });
        await root.createAccessKey({ UserName });
      },
    ],
    [
      'MalformedPolicyDocument of sts',
      MalformedSessionPolicy,
      () => connect(STS, ann).assumeRole({ RoleArn: roleArn, RoleSessionName: 'xx', Policy: '{' }),
    ],
    [
      'PackedPolicyTooLarge',
      PackedPolicyTooLargeException,
      () =>
        connect(STS, ann).assumeRole({
          RoleArn: roleArn,
          RoleSessionName: 'xx',
          Policy: LIST.replace('*', `arn:aws:s3:::${'x'.repeat(2_048)}`),
        }),
    ],
  ])('knows the error by its class: %s (N38)', async (_, errorClass, call) => {
    await expect(call()).rejects.toBeInstanceOf(errorClass);
  });

  it.each([
    ['a session name with a space', { RoleSessionName: 'a b' }, 'roleSessionName'],
    ['too short a session', { RoleSessionName: 'ab', DurationSeconds: 899 }, 'durationSeconds'],
    ['too long a session', { RoleSessionName: 'ab', DurationSeconds: 43_201 }, 'durationSeconds'],
  ])('is told of %s (N52, N68)', async (_, input, member) => {
    await expect(connect(STS, ann).assumeRole({ RoleArn: roleArn, ...input })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(`at '${member}' failed to satisfy constraint`),
    });
  });

  it('cleans up after itself, and the session ends with its role (N48)', async () => {
    await root.detachRolePolicy({ RoleName, PolicyArn: policyArn });
    await root.deleteRole({ RoleName });
    await expect(listPools(session)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await root.deletePolicy({ PolicyArn: policyArn });
    const { AccessKeyMetadata = [] } = await root.listAccessKeys({ UserName });
    expect(AccessKeyMetadata).toHaveLength(2);
    for (const { AccessKeyId } of AccessKeyMetadata) await root.deleteAccessKey({ UserName, AccessKeyId });
    await root.deleteUser({ UserName });
    await expect(listPools(ann)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  it('has called every operation there is, but those of the log role, which an import has', () => {
    const elsewhere = ['DeleteRolePolicy', 'GetRolePolicy', 'ListRolePolicies', 'ListRoles', 'PutRolePolicy'];
    const { iam, sts } = serviceModels;
    const operations = [iam, sts].flatMap((model) => Object.keys(model.operations));
    expect([...called, ...elsewhere].toSorted()).toEqual(operations.toSorted());
  });
});
