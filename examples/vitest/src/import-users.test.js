import { setTimeout as pause } from 'node:timers/promises';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  ListUserImportJobsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { startMuster } from 'muster';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { importUsers, makeCsv, startImport, uploadUsers } from './import-users.js';

const ANN = { 'cognito:username': 'ann', name: 'Ann, of course', email: 'ann@example.com', email_verified: 'true' };
const BOB = { 'cognito:username': 'bob', email: 'bob@example.com', email_verified: 'true' };

let muster;
let client;
let roleArn;

beforeAll(async () => {
  muster = await startMuster({ testControls: true });
  client = clientOf(muster);
  roleArn = await muster.prepareImportRole();
});
// What a test sets goes wrong in no other test.
afterEach(() => muster.setFaults({}));
afterAll(async () => {
  client?.destroy();
  await muster?.stop();
});

function clientOf({ url, credentials }) {
  return new CognitoIdentityProviderClient({ endpoint: url, region: 'eu-central-1', credentials, maxAttempts: 1 });
}

async function createPool(of = client) {
  const { UserPool } = await of.send(
    new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email'] }),
  );
  return UserPool.Id;
}

let runs = 0;
const optionsOf = (userPoolId, users) => ({ userPoolId, roleArn, users, name: `import-${++runs}`, pollMs: 20 });
const run = (userPoolId, users) => importUsers(client, optionsOf(userPoolId, users));

async function listJobs(userPoolId, of = client) {
  const { UserImportJobs } = await of.send(new ListUserImportJobsCommand({ UserPoolId: userPoolId, MaxResults: 60 }));
  return UserImportJobs;
}

describe('makeCsv', () => {
  it('writes the values in the order of the header, and a backslash before a comma', () => {
    const header = ['email_verified', 'name', 'cognito:username'];
    expect(makeCsv(header, [ANN])).toBe('email_verified,name,cognito:username\ntrue,Ann\\, of course,ann\n');
  });
});

describe('importUsers', () => {
  it('creates users with their attributes', async () => {
    const userPoolId = await createPool();
    expect(await run(userPoolId, [ANN, BOB])).toMatchObject({ Status: 'Succeeded', ImportedUsers: 2, FailedUsers: 0 });
    const ann = await client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: 'ann' }));
    expect(ann.UserStatus).toBe('RESET_REQUIRED');
    expect(ann.UserAttributes).toContainEqual({ Name: 'name', Value: 'Ann, of course' });
  });

  it('skips users that are there already', async () => {
    const userPoolId = await createPool();
    await run(userPoolId, [ANN]);
    expect(await run(userPoolId, [ANN, BOB])).toMatchObject({ ImportedUsers: 1, SkippedUsers: 1 });
  });

  it('reports a user without a verified attribute as failed', async () => {
    const nobody = { 'cognito:username': 'nobody' };
    expect(await run(await createPool(), [nobody])).toMatchObject({ Status: 'Failed', FailedUsers: 1 });
  });
});

describe('importUsers, when things go wrong', () => {
  it('reports a job as expired that nobody started for a day', async () => {
    const userPoolId = await createPool();
    const { JobId: jobId } = await uploadUsers(client, optionsOf(userPoolId, [ANN]));
    // The day is over immediately.
    await muster.moveClock(24 * 60 * 60 + 1);
    expect(await startImport(client, { userPoolId, jobId })).toMatchObject({ Status: 'Expired', ImportedUsers: 0 });
  });

  it('starts a job again when the first two requests are throttled', async () => {
    const userPoolId = await createPool();
    await muster.setFaults({ faults: [{ operation: 'StartUserImportJob', kind: 'Throttle', count: 2 }] });
    expect(await run(userPoolId, [ANN])).toMatchObject({ Status: 'Succeeded', ImportedUsers: 1 });
    expect((await muster.getTestControls()).faults).toMatchObject([{ requests: 2, applied: 2 }]);
  });

  it('goes on with the job that was created when the answer is lost, and makes no second one', async () => {
    const userPoolId = await createPool();
    await muster.setFaults({ faults: [{ operation: 'CreateUserImportJob', kind: 'Cut', when: 'After', count: 1 }] });
    expect(await run(userPoolId, [ANN])).toMatchObject({ Status: 'Succeeded', ImportedUsers: 1 });
    expect(await listJobs(userPoolId)).toHaveLength(1);
  });

  it('imports with a second job when the role is not known yet', async () => {
    // A server of its own, whose role is new. An hour, so that it does not pass by itself on a slow machine.
    const fresh = await startMuster({ testControls: true });
    const freshClient = clientOf(fresh);
    try {
      await fresh.setFaults({ newRolesUnknownSeconds: 3600 });
      const userPoolId = await createPool(freshClient);
      const options = { ...optionsOf(userPoolId, [ANN]), roleArn: await fresh.prepareImportRole() };
      // The program waits as long as it does on AWS; the test does not.
      const wait = (ms) => (ms < 1000 ? pause(ms) : fresh.moveClock(3600));
      expect(await importUsers(freshClient, { ...options, wait })).toMatchObject({ ImportedUsers: 1 });
      const statuses = (await listJobs(userPoolId, freshClient)).map((job) => job.Status);
      expect(statuses).toEqual(['Succeeded', 'Failed']);
    } finally {
      freshClient.destroy();
      await fresh.stop();
    }
  });
});
