import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../src/base/assert.ts';
import { ConfigError, type Muster, startMuster, TestControlsError, type TestFault } from '../src/index.ts';
import { callMuster } from './call-muster.ts';
import { SAMPLE_CSV } from './clients/sample-users.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from './drive-import.ts';

const DAY_SECONDS = 86_400;
/** How far two clocks of this test may be apart on a busy machine; far less than what any test moves the clock by. */
const SLACK_MS = 600_000;

let directory: string;
let data: string;
let csvPath: string;
let muster: Muster;
let cognito: CognitoIdentityProvider;
let roleArn: string;
let poolId: string;

const newCognito = (more: object = {}) => new CognitoIdentityProvider({ ...clientOptions(muster.url), ...more });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-controls-'));
  data = join(directory, 'data');
  csvPath = join(directory, 'users.csv');
  await writeFile(csvPath, SAMPLE_CSV);
  muster = await startMuster({ data, testControls: true, auditLog: join(directory, 'audit.log') });
  cognito = newCognito({ maxAttempts: 1 });
  roleArn = await createLogRole(muster.url);
  poolId = await createImportPool(cognito, 'people', []);
});
afterEach(() => muster.setFaults({}));
afterAll(async () => {
  cognito.destroy();
  await muster.stop();
  await rm(directory, { recursive: true });
});

async function createJob(client = cognito) {
  const input = { UserPoolId: poolId, JobName: 'import', CloudWatchLogsRoleArn: roleArn };
  const { UserImportJob } = await client.createUserImportJob(input);
  return assertPresent(UserImportJob, 'a job is created');
}

function upload({ PreSignedUrl = '' }: { PreSignedUrl?: string }): Promise<Response> {
  return fetch(PreSignedUrl, {
    method: 'PUT',
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
    body: SAMPLE_CSV,
  });
}

async function describeJob(JobId = '') {
  return (await cognito.describeUserImportJob({ UserPoolId: poolId, JobId })).UserImportJob;
}

async function countJobs(): Promise<number> {
  let count = 0;
  let PaginationToken: string | undefined;
  do {
    const page = await cognito.listUserImportJobs({ UserPoolId: poolId, MaxResults: 60, PaginationToken });
    count += page.UserImportJobs?.length ?? 0;
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
  return count;
}

/** What the clock of stored times shows, as this test knows it. */
async function storedNow(): Promise<number> {
  return Date.now() + (await muster.getTestControls()).clockOffsetSeconds * 1_000;
}

describe('MoveClock', () => {
  it('expires a job that was not started for a day, and deletes its file, before it answers (R64, R571)', async () => {
    const job = await createJob();
    expect((await upload(job)).status).toBe(200);
    expect(await readdir(join(data, 'blobs'))).toHaveLength(1);
    await muster.moveClock(DAY_SECONDS - 3_600);
    expect(await describeJob(job.JobId)).toMatchObject({ Status: 'Created' });
    await muster.moveClock(3_601);
    expect(await describeJob(job.JobId)).toMatchObject({
      Status: 'Expired',
      CompletionMessage: 'The user import job has expired.',
    });
    expect(await readdir(join(data, 'blobs'))).toEqual([]);
  });

  it('expires an upload URL after its 15 minutes, and new ones are good (R126, R571)', async () => {
    const job = await createJob();
    await muster.moveClock(901);
    const late = await upload(job);
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
    expect((await upload(await createJob())).status).toBe(200);
  });

  it('expires the sessions of roles, by the clock that gave them out (R32, R571)', async () => {
    const iam = new IAM(clientOptions(muster.url));
    const trust = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    const { User } = await iam.createUser({ UserName: 'ann' });
    const { Role } = await iam.createRole({ RoleName: 'session', AssumeRolePolicyDocument });
    const { AccessKey } = await iam.createAccessKey({ UserName: 'ann' });
    const keys = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
    const sts = new STS({ ...clientOptions(muster.url), credentials: keys });
    const assume = async () => {
      const { Credentials } = await sts.assumeRole({ RoleArn: Role?.Arn, RoleSessionName: 'ann' });
      const credentials = {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      };
      const client = new STS({ ...clientOptions(muster.url), credentials });
      const call = () => client.getCallerIdentity({});
      return { call, endsAt: Credentials?.Expiration?.getTime() ?? 0 };
    };
    expect(User?.Arn).toContain(':user/ann');
    const session = await assume();
    expect(Math.abs(session.endsAt - (await storedNow()) - 3_600_000)).toBeLessThan(SLACK_MS);
    await session.call();
    await muster.moveClock(3_601);
    await expect(session.call()).rejects.toMatchObject({ name: 'ExpiredToken' });
    await expect((await assume()).call()).resolves.toMatchObject({ Arn: expect.stringContaining('session/ann') });
  });

  it('lets the log of an import go that its retention no longer keeps, and writes the next one at its own time (N9, R571)', async () => {
    const jobId = await uploadImport(cognito, poolId, roleArn, csvPath);
    const before = await storedNow();
    const job = await runImport(cognito, poolId, jobId);
    for (const date of [job.CreationDate, job.StartDate, job.CompletionDate]) {
      expect(Math.abs((date?.getTime() ?? 0) - before)).toBeLessThan(SLACK_MS);
    }
    const logs = new CloudWatchLogs(clientOptions(muster.url));
    const { logGroups = [] } = await logs.describeLogGroups({});
    const logGroupName = assertPresent(logGroups[0]?.logGroupName, 'the import has a log');
    const readTimes = async () =>
      ((await logs.filterLogEvents({ logGroupName })).events ?? []).map(({ timestamp = 0 }) => timestamp);
    const storedBytes = async () => (await logs.describeLogGroups({})).logGroups?.[0]?.storedBytes;
    const times = await readTimes();
    expect(times).toHaveLength(5);
    for (const time of times) expect(Math.abs(time - before)).toBeLessThan(SLACK_MS);
    await logs.putRetentionPolicy({ logGroupName, retentionInDays: 1 });
    expect(await storedBytes()).toBeGreaterThan(0);
    await muster.moveClock(2 * DAY_SECONDS);
    expect([await readTimes(), await storedBytes()]).toEqual([[], 0]);

    await runImport(cognito, poolId, await uploadImport(cognito, poolId, roleArn, csvPath));
    const later = await storedNow();
    const laterTimes = await readTimes();
    expect(laterTimes).toHaveLength(5);
    for (const time of laterTimes) expect(Math.abs(time - later)).toBeLessThan(SLACK_MS);
  });

  it('is the time of the conditions of policies (R571)', async () => {
    const iam = new IAM(clientOptions(muster.url));
    await iam.createUser({ UserName: 'bob' });
    const until = new Date((await storedNow()) + 3_600_000).toISOString();
    const statement = {
      Effect: 'Allow',
      Action: 'cognito-idp:ListUserPools',
      Resource: '*',
      Condition: { DateLessThan: { 'aws:CurrentTime': until } },
    };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await iam.putUserPolicy({ UserName: 'bob', PolicyName: 'for-an-hour', PolicyDocument });
    const { AccessKey } = await iam.createAccessKey({ UserName: 'bob' });
    const credentials = {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    };
    const bob = newCognito({ credentials, maxAttempts: 1 });
    await bob.listUserPools({ MaxResults: 1 });
    await muster.moveClock(7_200);
    await expect(bob.listUserPools({ MaxResults: 1 })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('leaves signatures, the header Date and the audit log with the clock of the machine (R572)', async () => {
    await muster.moveClock(DAY_SECONDS);
    // The SDK signs by the clock of the machine, and every call above was accepted.
    await createJob();
    const answer = await fetch(`${muster.url}/`, { method: 'POST' });
    expect(Math.abs(Date.parse(answer.headers.get('date') ?? '') - Date.now())).toBeLessThan(SLACK_MS);
    const lines = (await readFile(join(directory, 'audit.log'), 'utf8')).trim().split('\n');
    expect(Math.abs(Date.parse(JSON.parse(lines.at(-1) ?? '').time) - Date.now())).toBeLessThan(SLACK_MS);
    expect(lines.filter((line) => line.includes('"operation":"CreateUserImportJob"')).length).toBeGreaterThan(0);
  });
});

describe('SetFaults', () => {
  const START = 'StartUserImportJob';

  it('loses the answer to Create: the job is there, and a client that tries again makes two (R574, R575)', async () => {
    const lost: TestFault = { operation: 'CreateUserImportJob', kind: 'Cut', when: 'After', count: 1 };
    const before = await countJobs();
    await muster.setFaults({ faults: [lost] });
    await expect(createJob()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await countJobs()).toBe(before + 1);
    await muster.setFaults({ faults: [lost] });
    const patient = newCognito();
    await createJob(patient);
    patient.destroy();
    expect(await countJobs()).toBe(before + 3);
    expect((await muster.getTestControls()).faults).toMatchObject([{ requests: 1, applied: 1 }]);
  });

  it.each<[TestFault['kind'], string]>([
    ['Throttle', 'TooManyRequestsException'],
    ['Error', 'InternalErrorException'],
  ])('answers a Start with %s, which the SDK tries again (R574, R575)', async (kind, name) => {
    const jobId = await uploadImport(cognito, poolId, roleArn, csvPath);
    await muster.setFaults({ faults: [{ operation: START, kind, count: 2 }] });
    await expect(cognito.startUserImportJob({ UserPoolId: poolId, JobId: jobId })).rejects.toMatchObject({ name });
    expect(await describeJob(jobId)).toMatchObject({ Status: 'Created' });
    const patient = newCognito();
    const { UserImportJob } = await patient.startUserImportJob({ UserPoolId: poolId, JobId: jobId });
    patient.destroy();
    expect(UserImportJob?.Status).toBe('Pending');
    await expect.poll(async () => (await describeJob(jobId))?.CompletionDate).toBeDefined();
  });

  it('cuts an upload before a byte of it is stored, or after the file is the file of its job (R574)', async () => {
    const job = await createJob();
    const start = () => cognito.startUserImportJob({ UserPoolId: poolId, JobId: job.JobId });
    await muster.setFaults({ faults: [{ operation: 'PutUpload', kind: 'Cut', count: 1 }] });
    await expect(upload(job)).rejects.toThrow('fetch failed');
    await expect(start()).rejects.toMatchObject({ name: 'PreconditionNotMetException' });
    await muster.setFaults({ faults: [{ operation: 'PutUpload', kind: 'Cut', when: 'After', count: 1 }] });
    await expect(upload(job)).rejects.toThrow('fetch failed');
    await start();
    await expect.poll(async () => (await describeJob(job.JobId))?.CompletionDate).toBeDefined();
  });

  it('meets the same requests again with the same seed (R575)', async () => {
    const pattern = async () => {
      await muster.setFaults({ faults: [{ operation: 'ListUserPools', kind: 'Error', share: 0.5, seed: 42 }] });
      const answers: boolean[] = [];
      for (let index = 0; index < 16; index++) {
        answers.push(
          await cognito.listUserPools({ MaxResults: 1 }).then(
            () => true,
            () => false,
          ),
        );
      }
      return answers;
    };
    const first = await pattern();
    expect(new Set(first).size).toBe(2);
    expect(await pattern()).toEqual(first);
  });

  it('delays an answer by its time at least (R574)', async () => {
    await muster.setFaults({ faults: [{ operation: 'ListUserPools', kind: 'Delay', delayMs: 300 }] });
    const begunMs = performance.now();
    await cognito.listUserPools({ MaxResults: 1 });
    // A timer may fire a millisecond early by this clock.
    expect(performance.now() - begunMs).toBeGreaterThan(298);
  });

  it('keeps a new role unknown to the jobs thread until the clock has moved (R576)', async () => {
    await muster.setFaults({ newRolesUnknownSeconds: DAY_SECONDS });
    const iam = new IAM(clientOptions(muster.url));
    await iam.deleteRolePolicy({ RoleName: 'import-logs', PolicyName: 'write-import-log' });
    await iam.deleteRole({ RoleName: 'import-logs' });
    roleArn = await createLogRole(muster.url);
    const tooSoon = await runImport(cognito, poolId, await uploadImport(cognito, poolId, roleArn, csvPath));
    expect(tooSoon).toMatchObject({
      Status: 'Failed',
      CompletionMessage: 'The CloudWatch Logs role cannot be assumed by cognito-idp.amazonaws.com.',
    });
    await muster.moveClock(DAY_SECONDS);
    const inTime = await runImport(cognito, poolId, await uploadImport(cognito, poolId, roleArn, csvPath));
    const seen = ({ ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }) =>
      ImportedUsers + SkippedUsers + FailedUsers;
    expect([seen(tooSoon), seen(inTime)]).toEqual([0, 5]);
  });

  it('meets every operation with `*` but the controls, which take it back (R578)', async () => {
    await callMuster(muster.url, 'SetFaults', { Faults: [{ Operation: '*', Kind: 'Error' }] });
    await expect(cognito.listUserPools({ MaxResults: 1 })).rejects.toThrow();
    await expect(callMuster(muster.url, 'DescribeServer', {})).rejects.toThrow('InternalErrorException');
    expect(await callMuster(muster.url, 'GetTestControls', {})).toMatchObject({ Faults: [{ Applied: 2 }] });
    await callMuster(muster.url, 'SetFaults', {});
    await cognito.listUserPools({ MaxResults: 1 });
  });
});

describe('the controls of startMuster', () => {
  it('are those of the operations, and show what they set (R579)', async () => {
    const { clockOffsetSeconds } = await muster.moveClock(1);
    await muster.setFaults({ faults: [{ operation: 'PutUpload', kind: 'Cut' }], logLinesLateSeconds: 3 });
    expect(await callMuster(muster.url, 'GetTestControls', {})).toMatchObject({
      ClockOffsetSeconds: clockOffsetSeconds,
      Faults: [{ Operation: 'PutUpload', Kind: 'Cut', When: 'Before', Share: 1, Seed: 0 }],
      LogLinesLateSeconds: 3,
    });
    expect(await callMuster(muster.url, 'MoveClock', { Seconds: 5 })).toMatchObject({
      ClockOffsetSeconds: clockOffsetSeconds + 5,
    });
    expect(await muster.getTestControls()).toMatchObject({
      clockOffsetSeconds: clockOffsetSeconds + 5,
      faults: [{ operation: 'PutUpload', requests: 0, applied: 0 }],
    });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['a clock that goes back', () => muster.moveClock(-1), 'forwards only'],
    ['an unknown operation', () => muster.setFaults({ faults: [{ operation: 'Go', kind: 'Cut' }] }), 'Go is not'],
  ])('refuse %s in words (R579)', async (_name, call, message) => {
    await expect(call()).rejects.toThrow(TestControlsError);
    await expect(call()).rejects.toThrow(message);
  });
});

describe('a restart', () => {
  it('goes on from the offset without faults, and a server without test controls refuses the directory (R573, R578)', async () => {
    const own = join(directory, 'restarted');
    const first = await startMuster({ data: own, testControls: true });
    await first.moveClock(DAY_SECONDS);
    await first.setFaults({ faults: [{ operation: '*', kind: 'Cut' }], newRolesUnknownSeconds: 5 });
    await first.stop();
    const again = await startMuster({ data: own, testControls: true });
    expect(await again.getTestControls()).toMatchObject({
      clockOffsetSeconds: DAY_SECONDS,
      faults: [],
      newRolesUnknownSeconds: 0,
    });
    await again.moveClock(1);
    await again.stop();
    const refused = startMuster({ data: own });
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(/moved forward by 86401 seconds.*--test-controls on/);
  });

  it('lets requests go that a fault delays, since a server that stops waits for its requests (R574)', async () => {
    const server = await startMuster({ testControls: true });
    await server.setFaults({ faults: [{ operation: 'ListUserPools', kind: 'Delay', delayMs: 60_000 }] });
    const client = new CognitoIdentityProvider({ ...clientOptions(server.url), maxAttempts: 1 });
    const answer = client.listUserPools({ MaxResults: 1 });
    await expect.poll(async () => (await server.getTestControls()).faults[0]?.applied).toBe(1);
    await server.stop();
    expect((await answer).UserPools).toEqual([]);
    client.destroy();
  });
});

describe('a server without test controls', () => {
  it('says how to switch them on, to clients and to programs (R570)', async () => {
    const server = await startMuster();
    const calls: (() => Promise<unknown>)[] = [
      () => callMuster(server.url, 'GetTestControls', {}),
      () => callMuster(server.url, 'MoveClock', { Seconds: 1 }),
      () => callMuster(server.url, 'SetFaults', {}),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow(/TestControlsOffException.*--test-controls on/);
    for (const call of [() => server.moveClock(1), () => server.setFaults({}), () => server.getTestControls()]) {
      await expect(call()).rejects.toThrow(/startMuster\(\{ testControls: true \}\)/);
    }
    await server.stop();
  });
});
