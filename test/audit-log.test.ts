import { readFileSync, renameSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  GetUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { assertPresent } from '../src/base/assert.ts';
import { clientOptions, createLogRole } from './drive-import.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const ACCOUNT = '000000000000';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const SECRETS = {
  email: 'audited.person@example.com',
  newEmail: 'audited.person.2@example.com',
  name: 'Audited Q. Person',
  username: 'audited.person.name',
  password: 'Temp-Passw0rd-of-the-audit',
  message: 'a message that is nobody else’s',
  policyCondition: 'a-tag-of-the-policy',
  wrongSecret: 'a-secret-that-is-wrong',
};

let directory: string;
let file: string;
let server: ServerProcess;
let logText = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-audit-'));
  file = join(directory, 'audit.log');
  server = await startServerProcess({
    directory,
    logLevel: 'debug',
    flags: ['--audit-log', file],
    onOutput: (text) => {
      logText += text;
    },
  });
});

afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true });
});

type Entry = Readonly<Record<string, string>>;
const parseLines = (text: string): Entry[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

/** What failed as it should. */
async function refusedBy(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'nothing',
    (error: Error) => error.name,
  );
}

describe('the audit log', () => {
  it('has who did what, every refusal, and neither a secret nor the value of an attribute', async () => {
    const cognito = new CognitoIdentityProviderClient(clientOptions(server.url));
    const iam = new IAMClient(clientOptions(server.url));
    const logs = new CloudWatchLogsClient(clientOptions(server.url));

    const { UserPool } = await cognito.send(
      new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email'] }),
    );
    const UserPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
    const pool = `arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/${UserPoolId}`;
    const Username = SECRETS.username;
    const { User } = await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        TemporaryPassword: SECRETS.password,
        UserAttributes: [
          { Name: 'email', Value: SECRETS.email },
          { Name: 'name', Value: SECRETS.name },
        ],
      }),
    );
    const sub = assertPresent(User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value, 'a user has a sub');
    await cognito.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username,
        UserAttributes: [{ Name: 'email', Value: SECRETS.newEmail }],
      }),
    );
    await cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
    await cognito.send(new ListUsersCommand({ UserPoolId, Filter: `email = "${SECRETS.newEmail}"` }));
    await cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    expect(await refusedBy(cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username })))).toBe(
      'UserNotFoundException',
    );

    const roleArn = await createLogRole(server.url);
    await iam.send(new CreateUserCommand({ UserName: 'ann', Path: '/staff/' }));
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
        {
          Effect: 'Allow',
          Action: 'logs:*',
          Resource: '*',
          Condition: { StringNotEquals: { 'aws:PrincipalTag/t': SECRETS.policyCondition } },
        },
      ],
    });
    await iam.send(new PutUserPolicyCommand({ UserName: 'ann', PolicyName: 'logs-only', PolicyDocument }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
    const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
    const ann = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
    const asAnn = new CognitoIdentityProviderClient(clientOptions(server.url, ann));
    expect(await refusedBy(asAnn.send(new ListUserPoolsCommand({ MaxResults: 1 })))).toBe('AccessDeniedException');
    expect(await refusedBy(asAnn.send(new DeleteUserPoolCommand({ UserPoolId })))).toBe('AccessDeniedException');
    const wrong = { accessKeyId: AccessKeyId, secretAccessKey: SECRETS.wrongSecret };
    const asNobody = new CognitoIdentityProviderClient(clientOptions(server.url, wrong));
    expect(await refusedBy(asNobody.send(new ListUserPoolsCommand({ MaxResults: 1 })))).toBe(
      'InvalidSignatureException',
    );
    const sts = new STSClient(clientOptions(server.url, ann));
    expect(await refusedBy(sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'monday' })))).toBe(
      'AccessDenied',
    );

    const group = '/audited/group';
    await logs.send(new CreateLogGroupCommand({ logGroupName: group }));
    await logs.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: 'stream' }));
    const logEvents = [{ timestamp: Date.now(), message: SECRETS.message }];
    await logs.send(new PutLogEventsCommand({ logGroupName: group, logStreamName: 'stream', logEvents }));

    const job = { UserPoolId, JobName: 'monday', CloudWatchLogsRoleArn: roleArn };
    const { UserImportJob } = await cognito.send(new CreateUserImportJobCommand(job));
    const { JobId = '', PreSignedUrl = '' } = UserImportJob ?? {};
    const put = (url: string) =>
      fetch(url, { method: 'PUT', body: 'x', headers: { 'x-amz-server-side-encryption': 'aws:kms' } });
    expect((await put(PreSignedUrl.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status).toBe(403);
    expect((await put(PreSignedUrl)).status).toBe(200);
    await cognito.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
    await iam.send(new GetUserCommand({ UserName: 'ann' }));
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'ann', AccessKeyId }));

    const annArn = `arn:aws:iam::${ACCOUNT}:user/staff/ann`;
    const logArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${group}`;
    const root = { principal: ROOT, accessKeyId: 'test', account: ACCOUNT, region: 'us-east-1' };
    const byAnn = { principal: annArn, accessKeyId: AccessKeyId, account: ACCOUNT, region: 'us-east-1' };
    const role = { resource: `arn:aws:iam::${ACCOUNT}:role/import-logs` };
    const annByName = { resource: `arn:aws:iam::${ACCOUNT}:user/ann` };
    const succeeded = (service: string, operation: string, more: object) => ({
      outcome: 'succeeded',
      service,
      operation,
      ...root,
      ...more,
    });
    const refused = (service: string, operation: string, errorCode: string, more: object) => ({
      outcome: 'refused',
      service,
      operation,
      errorCode,
      ...more,
    });
    const entries = parseLines(readFileSync(file, 'utf8'));
    expect(entries.map(({ time, requestId, address, ...rest }) => rest)).toEqual([
      succeeded('cognito-idp', 'CreateUserPool', { resource: pool }),
      succeeded('cognito-idp', 'AdminCreateUser', { resource: pool, user: sub }),
      succeeded('cognito-idp', 'AdminUpdateUserAttributes', { resource: pool, user: sub }),
      succeeded('cognito-idp', 'AdminDeleteUser', { resource: pool, user: sub }),
      {
        ...succeeded('cognito-idp', 'AdminDeleteUser', { resource: pool }),
        outcome: 'failed',
        errorCode: 'UserNotFoundException',
      },
      succeeded('iam', 'CreateRole', role),
      succeeded('iam', 'PutRolePolicy', { ...role, policy: 'write-import-log' }),
      succeeded('iam', 'CreateUser', { resource: annArn }),
      succeeded('iam', 'PutUserPolicy', { ...annByName, policy: 'logs-only' }),
      succeeded('iam', 'CreateAccessKey', { ...annByName, subjectAccessKeyId: AccessKeyId }),
      refused('cognito-idp', 'ListUserPools', 'AccessDeniedException', byAnn),
      refused('cognito-idp', 'DeleteUserPool', 'AccessDeniedException', { ...byAnn, resource: pool }),
      refused('cognito-idp', 'ListUserPools', 'InvalidSignatureException', { accessKeyId: AccessKeyId }),
      refused('sts', 'AssumeRole', 'AccessDenied', { ...byAnn, resource: roleArn, session: 'monday' }),
      succeeded('logs', 'CreateLogGroup', { resource: logArn }),
      succeeded('logs', 'CreateLogStream', { resource: `${logArn}:log-stream:stream` }),
      succeeded('logs', 'PutLogEvents', { resource: `${logArn}:log-stream:stream` }),
      succeeded('cognito-idp', 'CreateUserImportJob', { resource: pool, job: JobId }),
      ...(['refused', 'succeeded'] as const).map((outcome) => ({
        outcome,
        operation: 'Upload',
        account: ACCOUNT,
        region: 'us-east-1',
        resource: pool,
        job: JobId,
        ...(outcome === 'refused' && { errorCode: 'SignatureDoesNotMatch' }),
      })),
      succeeded('cognito-idp', 'StartUserImportJob', { resource: pool, job: JobId }),
      succeeded('iam', 'DeleteAccessKey', { ...annByName, subjectAccessKeyId: AccessKeyId }),
    ]);
    for (const { time = '', requestId = '', address } of entries) {
      expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(600_000);
      expect(requestId).toMatch(/^[0-9A-Za-z-]{16,36}$/);
      expect(address).toBe('127.0.0.1');
    }

    // Each request has its line, with the same fields, in the log of the server as well.
    await vi.waitFor(() => expect(logText).toContain('"operation":"DeleteAccessKey"'));
    const requests = parseLines(logText).filter(({ msg = '' }) => msg.startsWith('request '));
    expect(requests.filter(({ operation }) => operation === 'AdminGetUser')).toEqual([
      expect.objectContaining({ ...root, service: 'cognito-idp', resource: pool, user: sub, statusCode: 200 }),
    ]);
    for (const { time, outcome, operation, ...entry } of entries) {
      expect(requests.filter(({ requestId }) => requestId === entry.requestId)).toEqual([
        expect.objectContaining({ ...entry, durationMs: expect.any(Number), statusCode: expect.any(Number) }),
      ]);
    }

    const signature = assertPresent(/X-Amz-Signature=(\w+)/.exec(PreSignedUrl)?.[1], 'the URL is signed');
    for (const [name, text] of Object.entries({ ...SECRETS, SecretAccessKey, signature })) {
      expect([name, readFileSync(file, 'utf8').includes(text)]).toEqual([name, false]);
      expect([name, logText.includes(text)]).toEqual([name, false]);
    }
    for (const client of [cognito, iam, logs, asAnn, asNobody, sts]) client.destroy();
  });

  it('is readable by its owner only, and goes on in a new file once it was moved away', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const kept = readFileSync(file, 'utf8');
    renameSync(file, `${file}.1`);
    const cognito = new CognitoIdentityProviderClient(clientOptions(server.url));
    await cognito.send(new CreateUserPoolCommand({ PoolName: 'later' }));
    cognito.destroy();
    expect(readFileSync(`${file}.1`, 'utf8')).toBe(kept);
    expect(parseLines(readFileSync(file, 'utf8')).map(({ operation }) => operation)).toEqual(['CreateUserPool']);
  });
});
