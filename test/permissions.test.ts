import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../src/base/assert.ts';
import { type Muster, startMuster } from '../src/index.ts';
import { SAMPLE_CSV } from './clients/sample-users.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from './drive-import.ts';

const REGION = 'us-east-1';
const POLL_MS = 20;
const LARGE_COUNT = 120_000;
const [HEADER = ''] = SAMPLE_CSV.split('\n');

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

let muster: Muster;
let directory: string;
let csvPath: string;
let largePath: string;
let root: ReturnType<typeof clientsOf>;
let roleArn: string;
let poolId: string;
let otherPoolId: string;
const opened: { destroy(): void }[] = [];

beforeAll(async () => {
  muster = await startMuster({ activeJobsMax: 2, parallelJobs: 1 });
  directory = await mkdtemp(join(tmpdir(), 'muster-permissions-'));
  csvPath = join(directory, 'users.csv');
  largePath = join(directory, 'large.csv');
  await writeFile(csvPath, SAMPLE_CSV);
  const records = Array.from({ length: LARGE_COUNT }, (_, index) =>
    HEADER.split(',')
      .map(
        (column) =>
          ({ 'cognito:username': `user${index}`, email: `u${index}@example.com`, email_verified: 'true' })[column] ??
          '',
      )
      .join(','),
  );
  await writeFile(largePath, [HEADER, ...records, ''].join('\n'));
  root = clientsOf(muster, clientOptions(muster.url).credentials);
  roleArn = await createLogRole(muster.url);
  poolId = await createImportPool(root.cognito, 'mine', []);
  otherPoolId = await createImportPool(root.cognito, 'theirs', []);
});

afterAll(async () => {
  for (const client of opened) client.destroy();
  await muster?.stop();
  if (directory) await rm(directory, { recursive: true });
});

function clientsOf({ url }: Muster, credentials: Keys) {
  const options = { endpoint: url, region: REGION, credentials };
  const cognito = new CognitoIdentityProvider(options);
  const iam = new IAM(options);
  const clients = { cognito, iam, logs: new CloudWatchLogs(options), sts: new STS(options) };
  opened.push(...Object.values(clients));
  return clients;
}

const document = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (Action: unknown, Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });
const deny = (Action: unknown, Resource: unknown = '*') => ({ Effect: 'Deny', Action, Resource });
const poolArn = (id: string) => `arn:aws:cognito-idp:${REGION}:${muster.account}:userpool/${id}`;
const userArn = (name: string) => `arn:aws:iam::${muster.account}:user/${name}`;
const noPolicy = (action: string) => `because no identity-based policy allows the ${action} action`;
const refused = (who: string, action: string, resource: string, tail = noPolicy(action)) =>
  `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${tail}`;

/** A user of IAM with these statements, who signs with a key of its own. */
async function makeUser(UserName: string, ...statements: object[]) {
  await root.iam.createUser({ UserName });
  await root.iam.putUserPolicy({ UserName, PolicyName: 'p', PolicyDocument: document(...statements) });
  const { AccessKey } = await root.iam.createAccessKey({ UserName });
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  return clientsOf(muster, { accessKeyId, secretAccessKey });
}

describe('a user who may only describe one pool', () => {
  let user: ReturnType<typeof clientsOf>;
  beforeAll(async () => {
    user = await makeUser('reader', allow('cognito-idp:Describe*', poolArn(poolId)));
  });

  it('may do that (R37)', async () => {
    expect((await user.cognito.describeUserPool({ UserPoolId: poolId })).UserPool?.Name).toBe('mine');
    const job = { UserPoolId: poolId, JobId: 'import-0123456789' };
    await expect(user.cognito.describeUserImportJob(job)).rejects.toThrow('does not exist');
  });

  it.each<[string, () => string, (id: string) => Promise<unknown>]>([
    ['cognito-idp:DescribeUserPool', () => otherPoolId, (id) => user.cognito.describeUserPool({ UserPoolId: id })],
    ['cognito-idp:GetCSVHeader', () => poolId, (id) => user.cognito.getCSVHeader({ UserPoolId: id })],
    [
      'cognito-idp:ListUserImportJobs',
      () => poolId,
      (id) => user.cognito.listUserImportJobs({ UserPoolId: id, MaxResults: 1 }),
    ],
    [
      'cognito-idp:StartUserImportJob',
      () => poolId,
      (id) => user.cognito.startUserImportJob({ UserPoolId: id, JobId: 'import-0123456789' }),
    ],
    [
      'cognito-idp:StopUserImportJob',
      () => poolId,
      (id) => user.cognito.stopUserImportJob({ UserPoolId: id, JobId: 'import-0123456789' }),
    ],
    [
      'cognito-idp:CreateUserImportJob',
      () => poolId,
      (id) => user.cognito.createUserImportJob({ UserPoolId: id, JobName: 'j', CloudWatchLogsRoleArn: roleArn }),
    ],
    ['cognito-idp:DeleteUserPool', () => poolId, (id) => user.cognito.deleteUserPool({ UserPoolId: id })],
    ['cognito-idp:ListUserPools', () => '*', () => user.cognito.listUserPools({ MaxResults: 1 })],
    [
      'cognito-idp:DescribeUserPool',
      () => `${REGION}_missing12`,
      (id) => user.cognito.describeUserPool({ UserPoolId: id }),
    ],
  ])('is refused %s on another or by another name (R14, R34, R40)', async (action, id, call) => {
    await expect(call(id())).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: refused(userArn('reader'), action, poolArn(id())),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('is refused by iam in its own words (N54), and by the logs (N1)', async () => {
    await expect(user.iam.getRole({ RoleName: 'import-logs' })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: refused(userArn('reader'), 'iam:GetRole', 'role import-logs'),
      $metadata: { httpStatusCode: 403 },
    });
    await expect(user.iam.createUser({ UserName: 'x' })).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(user.logs.describeLogGroups()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('may always ask who it is (N67)', async () => {
    expect((await user.sts.getCallerIdentity({})).Arn).toBe(userArn('reader'));
  });
});

describe('policies', () => {
  it('that deny beat all that allow (R35, N57)', async () => {
    const user = await makeUser('denied', allow('*'), deny('cognito-idp:Describe*', poolArn(poolId)));
    await expect(user.cognito.describeUserPool({ UserPoolId: poolId })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: refused(
        userArn('denied'),
        'cognito-idp:DescribeUserPool',
        poolArn(poolId),
        'with an explicit deny in an identity-based policy',
      ),
    });
    expect((await user.cognito.describeUserPool({ UserPoolId: otherPoolId })).UserPool?.Name).toBe('theirs');
  });

  it('see where a request comes from (N61)', async () => {
    const from = (block: string) => ({ ...allow('*'), Condition: { IpAddress: { 'aws:SourceIp': block } } });
    const near = await makeUser('near', from('127.0.0.0/8'));
    const far = await makeUser('far', from('10.0.0.0/8'));
    expect((await near.cognito.getCSVHeader({ UserPoolId: poolId })).UserPoolId).toBe(poolId);
    await expect(far.cognito.getCSVHeader({ UserPoolId: poolId })).rejects.toThrow('is not authorized');
  });

  it('are in force with the next request (N45)', async () => {
    const user = await makeUser('changing', allow('cognito-idp:*'));
    await user.cognito.getCSVHeader({ UserPoolId: poolId });
    await root.iam.deleteUserPolicy({ UserName: 'changing', PolicyName: 'p' });
    await expect(user.cognito.getCSVHeader({ UserPoolId: poolId })).rejects.toThrow('is not authorized');
  });

  it('of an account say nothing about pools of another: they are unknown (R15)', async () => {
    const user = await makeUser('everything', allow('*'));
    const id = `${REGION}_elsewhere`;
    await expect(user.cognito.describeUserPool({ UserPoolId: id })).rejects.toThrow(`User pool ${id} does not exist.`);
  });

  it('narrow a session that a user opens (N58, N68)', async () => {
    const RoleName = 'session';
    const trust = document({ Effect: 'Allow', Principal: { AWS: muster.account }, Action: 'sts:AssumeRole' });
    const { Role } = await root.iam.createRole({ RoleName, AssumeRolePolicyDocument: trust });
    await root.iam.putRolePolicy({ RoleName, PolicyName: 'p', PolicyDocument: document(allow('cognito-idp:*')) });
    const user = await makeUser('assumer', allow('sts:AssumeRole', Role?.Arn));
    const other = await makeUser('bystander', allow('cognito-idp:*'));
    const request = { RoleArn: Role?.Arn, RoleSessionName: 'monday', Policy: document(allow('*', poolArn(poolId))) };
    await expect(other.sts.assumeRole(request)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${userArn('bystander')} is not authorized to perform: sts:AssumeRole on resource: ${Role?.Arn}`,
    });
    const { Credentials } = await user.sts.assumeRole(request);
    const session = clientsOf(muster, {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
    expect((await session.cognito.getCSVHeader({ UserPoolId: poolId })).UserPoolId).toBe(poolId);
    await expect(session.cognito.getCSVHeader({ UserPoolId: otherPoolId })).rejects.toMatchObject({
      message: refused(
        `arn:aws:sts::${muster.account}:assumed-role/session/monday`,
        'cognito-idp:GetCSVHeader',
        poolArn(otherPoolId),
        'because no session policy allows the cognito-idp:GetCSVHeader action',
      ),
    });
  });
});

describe('an import by a user', () => {
  it('needs leave to pass the role, and to no other service (R36, R38)', async () => {
    const user = await makeUser('importer', allow('cognito-idp:*', poolArn(poolId)));
    const job = () => uploadImport(user.cognito, poolId, roleArn, csvPath);
    await expect(job()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: refused(userArn('importer'), 'iam:PassRole', roleArn),
    });
    const pass = { ...allow('iam:PassRole', roleArn) };
    const passTo = (service: string) =>
      root.iam.putUserPolicy({
        UserName: 'importer',
        PolicyName: 'pass',
        PolicyDocument: document({ ...pass, Condition: { StringEquals: { 'iam:PassedToService': service } } }),
      });
    await passTo('lambda.amazonaws.com');
    await expect(job()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await passTo('cognito-idp.amazonaws.com');
    const ended = await runImport(user.cognito, poolId, await job());
    expect(ended).toMatchObject({ Status: 'Succeeded', ImportedUsers: 3 });
  });
});

const TRUST = document({
  Effect: 'Allow',
  Principal: { Service: 'cognito-idp.amazonaws.com' },
  Action: 'sts:AssumeRole',
});
const WRITE = document(allow('logs:*', 'arn:aws:logs:*:*:log-group:/aws/cognito/*'));

async function makeRole(RoleName: string, trust: string, policy?: string): Promise<string> {
  const { Role } = await root.iam.createRole({ RoleName, AssumeRolePolicyDocument: trust });
  if (policy) await root.iam.putRolePolicy({ RoleName, PolicyName: 'write', PolicyDocument: policy });
  return assertPresent(Role?.Arn, 'a role has an ARN');
}

describe('the role of an import', () => {
  const lambda = document({
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  it.each([
    [
      'trusts another service',
      lambda,
      WRITE,
      'The CloudWatch Logs role cannot be assumed by cognito-idp.amazonaws.com.',
    ],
    ['has no policy', TRUST, undefined, 'The CloudWatch Logs role is missing the permission logs:CreateLogStream.'],
    [
      'may not write',
      TRUST,
      document(allow('logs:Create*')),
      'The CloudWatch Logs role is missing the permission logs:PutLogEvents.',
    ],
  ])('that %s fails the job before its first user (R284, R285, R287)', async (name, trust, policy, message) => {
    const arn = await makeRole(name.replaceAll(' ', '-'), trust, policy);
    const ended = await runImport(root.cognito, poolId, await uploadImport(root.cognito, poolId, arn, csvPath));
    expect(ended).toMatchObject({ Status: 'Failed', CompletionMessage: message, ImportedUsers: 0, FailedUsers: 0 });
  });

  it('that is gone when its turn comes fails the job; the one that runs goes on (R287, R288)', async () => {
    const large = await createImportPool(root.cognito, 'large', []);
    const brief = await makeRole('brief', TRUST);
    const first = { UserPoolId: large, JobId: await uploadImport(root.cognito, large, roleArn, largePath) };
    const second = { UserPoolId: poolId, JobId: await uploadImport(root.cognito, poolId, brief, csvPath) };
    await root.cognito.startUserImportJob(first);
    await root.cognito.startUserImportJob(second);
    await root.iam.deleteRole({ RoleName: 'brief' });
    const { UserImportJob: waiting } = await root.cognito.describeUserImportJob(second);
    expect(waiting?.Status).toBe('Pending');
    expect(await endOf(second)).toMatchObject({
      Status: 'Failed',
      CompletionMessage: 'The CloudWatch Logs role does not exist. Create the role, then a new import job.',
      ImportedUsers: 0,
    });
    expect(await endOf(first)).toMatchObject({ Status: 'Succeeded', ImportedUsers: LARGE_COUNT });
  });

  it('that loses its policy for a moment holds up the import, and nothing is lost (R282, R288)', async () => {
    const large = await createImportPool(root.cognito, 'held', []);
    const arn = await makeRole('flickering', TRUST, WRITE);
    const policy = { RoleName: 'flickering', PolicyName: 'write' };
    const job = { UserPoolId: large, JobId: await uploadImport(root.cognito, large, arn, largePath) };
    await root.cognito.startUserImportJob(job);
    while ((await countersOf(job)) === 0) await wait(POLL_MS);
    await root.iam.deleteRolePolicy(policy);
    // Nothing is written under a policy that is gone: what is counted now stays.
    const counted = await countersOf(job);
    expect(counted).toBeLessThan(LARGE_COUNT);
    for (let poll = 0; poll < 5; poll++) expect(await countersOf(job)).toBe(counted);
    await root.iam.putRolePolicy({ ...policy, PolicyDocument: WRITE });
    expect(await endOf(job)).toMatchObject({ Status: 'Succeeded', ImportedUsers: LARGE_COUNT, SkippedUsers: 0 });
  });

  async function countersOf(job: { UserPoolId: string; JobId: string }): Promise<number> {
    return (await root.cognito.describeUserImportJob(job)).UserImportJob?.ImportedUsers ?? 0;
  }

  async function endOf(job: { UserPoolId: string; JobId: string }) {
    for (;;) {
      const { UserImportJob } = await root.cognito.describeUserImportJob(job);
      if (UserImportJob?.CompletionDate) return UserImportJob;
      await wait(POLL_MS);
    }
  }
});

describe('a server with IAM switched off', () => {
  it('lets every user do everything, and asks nothing of a role (R41)', async () => {
    const open = await startMuster({ iam: 'off' });
    try {
      const owner = clientsOf(open, clientOptions(open.url).credentials);
      await owner.iam.createUser({ UserName: 'nobody' });
      const { AccessKey } = await owner.iam.createAccessKey({ UserName: 'nobody' });
      const user = clientsOf(open, {
        accessKeyId: AccessKey?.AccessKeyId ?? '',
        secretAccessKey: AccessKey?.SecretAccessKey ?? '',
      });
      const pool = await createImportPool(user.cognito, 'open', []);
      const noRole = `arn:aws:iam::${open.account}:role/nowhere`;
      const ended = await runImport(user.cognito, pool, await uploadImport(user.cognito, pool, noRole, csvPath));
      expect(ended).toMatchObject({ Status: 'Succeeded', ImportedUsers: 3 });
      const stranger = clientsOf(open, { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' });
      await expect(stranger.cognito.listUserPools({ MaxResults: 1 })).rejects.toMatchObject({
        name: 'UnrecognizedClientException',
      });
    } finally {
      await open.stop();
    }
  });
});
