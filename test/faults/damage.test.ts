import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  paginateListUsers,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../src/check/default-csv-header.ts';
import { generateUsers } from '../../src/cli/generate/generate-users.ts';
import { startMuster } from '../../src/index.ts';
import { clientOptions, createImportPool, createLogRole } from '../drive-import.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-damage-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const KMS = { 'x-amz-server-side-encryption': 'aws:kms' };
const once = { maxAttempts: 1 };

async function prepare(): Promise<{ readonly UserPoolId: string; readonly roleArn: string }> {
  const muster = await startMuster({ data: directory });
  const cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
  const UserPoolId = await createImportPool(cognito, 'people', []);
  const roleArn = await createLogRole(muster.url);
  cognito.destroy();
  await muster.stop();
  return { UserPoolId, roleArn };
}

describe('a database that was damaged', () => {
  it('is refused at the start where its head is gone, and left as it is', async () => {
    await prepare();
    const file = join(directory, 'muster.db');
    scribble(file, 0, 4_096);
    const { size, mtimeMs } = statSync(file);
    await expect(startMuster({ data: directory })).rejects.toThrow(/muster\.db is damaged or no database/);
    expect(statSync(file)).toMatchObject({ size, mtimeMs });
  });

  it('is written no more, and not healthy, from the moment a read meets the damage', async () => {
    const { UserPoolId, roleArn } = await prepare();
    await importUsers(UserPoolId, roleArn, 10_000);
    const file = join(directory, 'muster.db');
    // All but the first pages, which the start reads: tables and users.
    scribble(file, 128 * 8_192, statSync(file).size - 128 * 8_192);
    const muster = await startMuster({ data: directory });
    const cognito = new CognitoIdentityProviderClient({ ...clientOptions(muster.url), ...once });
    try {
      expect((await fetch(`${muster.url}/health`)).status).toBe(200);
      await expect(readAll(cognito, UserPoolId)).rejects.toMatchObject({ name: 'InternalErrorException' });
      expect((await fetch(`${muster.url}/health`)).status).toBe(503);
      await expect(cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: 'late' }))).rejects.toMatchObject({
        name: 'InternalErrorException',
      });
    } finally {
      cognito.destroy();
      await muster.stop();
    }
  });
});

describe('an uploaded file that was changed behind the server', () => {
  it.each([
    ['cut', (file: string) => truncateSync(file, statSync(file).size - 10)],
    ['longer', (file: string) => appendFileSync(file, 'x')],
    ['of the same length and other content', (file: string) => scribble(file, 400, 5, 'zzzzz')],
    ['gone', (file: string) => rmSync(file)],
  ])('fails its job when it is %s, and no user is made (R291, R298)', async (_name, change) => {
    const { UserPoolId, roleArn } = await prepare();
    const muster = await startMuster({ data: directory });
    const cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
    try {
      const JobId = await uploadUsers(cognito, UserPoolId, roleArn, 50);
      const blobs = join(directory, 'blobs');
      for (const name of readdirSync(blobs)) change(join(blobs, name));
      const job = await runJob(cognito, UserPoolId, JobId);
      expect(job).toMatchObject({
        Status: 'Failed',
        CompletionMessage: 'The uploaded CSV file could not be found.',
        ImportedUsers: 0,
        FailedUsers: 0,
      });
      await expect(cognito.send(new AdminGetUserCommand({ UserPoolId, Username: 'nobody' }))).rejects.toMatchObject({
        name: 'UserNotFoundException',
      });
    } finally {
      cognito.destroy();
      await muster.stop();
    }
  });
});

async function importUsers(UserPoolId: string, roleArn: string, users: number): Promise<void> {
  const muster = await startMuster({ data: directory });
  const cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
  const job = await runJob(cognito, UserPoolId, await uploadUsers(cognito, UserPoolId, roleArn, users));
  expect(job?.Status).toBe('Succeeded');
  cognito.destroy();
  await muster.stop();
}

async function uploadUsers(cognito: CognitoIdentityProviderClient, UserPoolId: string, roleArn: string, users: number) {
  const { UserImportJob } = await cognito.send(
    new CreateUserImportJobCommand({ UserPoolId, JobName: 'import', CloudWatchLogsRoleArn: roleArn }),
  );
  const body = [...generateUsers({ users, seed: 3, badPercent: 0, columns: DEFAULT_CSV_HEADER })].join('');
  expect((await fetch(UserImportJob?.PreSignedUrl ?? '', { method: 'PUT', headers: KMS, body })).status).toBe(200);
  return UserImportJob?.JobId;
}

async function runJob(cognito: CognitoIdentityProviderClient, UserPoolId: string, JobId: string | undefined) {
  await cognito.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
  for (;;) {
    const { UserImportJob } = await cognito.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }));
    if (UserImportJob?.CompletionDate) return UserImportJob;
  }
}

async function readAll(client: CognitoIdentityProviderClient, UserPoolId: string): Promise<void> {
  for await (const _ of paginateListUsers({ client }, { UserPoolId, Limit: 60 }));
}

function scribble(file: string, offset: number, length: number, text = 'damage'): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(length, text), 0, length, offset);
  closeSync(descriptor);
}
