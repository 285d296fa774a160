import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { startMuster } from 'muster';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importUsers, makeCsv } from './import-users.js';

const ANN = { 'cognito:username': 'ann', name: 'Ann, of course', email: 'ann@example.com', email_verified: 'true' };
const BOB = { 'cognito:username': 'bob', email: 'bob@example.com', email_verified: 'true' };

let muster;
let client;
let roleArn;

beforeAll(async () => {
  muster = await startMuster();
  client = new CognitoIdentityProviderClient({
    endpoint: muster.url,
    region: 'eu-central-1',
    credentials: muster.credentials,
  });
  roleArn = await muster.prepareImportRole();
});
afterAll(async () => {
  client?.destroy();
  await muster?.stop();
});

async function createPool() {
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email'] }),
  );
  return UserPool.Id;
}

const run = (userPoolId, users) => importUsers(client, { userPoolId, roleArn, users, pollMs: 20 });

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
