import { setTimeout as wait } from 'node:timers/promises';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../src/base/assert.ts';
import {
  type ExpectedUser,
  expectedLines,
  fileOf,
  type RecordCase,
} from '../src/domain/records/cases/record-case.fixture.ts';
import { RECORD_CASES } from '../src/domain/records/cases/record-cases.fixture.ts';
import { type Muster, startMuster } from '../src/index.ts';
import { clientOptions, createLogRole } from './drive-import.ts';
import type { ActualImport } from './oracle/compare-import.ts';
import { readImport } from './oracle/read-import.ts';
import { createCasePool } from './record-case-pool.ts';

const POLL_MS = 20;
/** Jobs that wait for the one that runs; more would only fill the memory of the test. */
const JOBS_AT_ONCE = 20;

interface FinishedImport extends ActualImport {
  readonly poolId: string;
}

let muster: Muster;
let client: CognitoIdentityProviderClient;
const finished = new Map<RecordCase, FinishedImport>();

beforeAll(async () => {
  muster = await startMuster({ activeJobsMax: JOBS_AT_ONCE });
  client = new CognitoIdentityProviderClient(clientOptions(muster.url));
  const roleArn = await createLogRole(muster.url);
  for (let start = 0; start < RECORD_CASES.length; start += JOBS_AT_ONCE) {
    await Promise.all(
      RECORD_CASES.slice(start, start + JOBS_AT_ONCE).map(async (recordCase, index) => {
        finished.set(recordCase, await importCase(recordCase, `case ${start + index}`, roleArn));
      }),
    );
  }
});

afterAll(async () => {
  client.destroy();
  await muster.stop();
});

async function importCase(recordCase: RecordCase, poolName: string, roleArn: string): Promise<FinishedImport> {
  const UserPoolId = await createCasePool(client, poolName, recordCase);
  const { UserImportJob } = await client.send(
    new CreateUserImportJobCommand({
      UserPoolId,
      JobName: 'cases',
      CloudWatchLogsRoleArn: roleArn,
      PasswordHashingAlgorithm: recordCase.algorithm,
    }),
  );
  const answer = await fetch(assertPresent(UserImportJob?.PreSignedUrl, 'the job has an upload URL'), {
    method: 'PUT',
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
    body: fileOf(recordCase),
  });
  expect(answer.status).toBe(200);
  const job = await runJob(UserPoolId, assertPresent(UserImportJob?.JobId, 'the job has an id'));
  const logGroupPoolName = poolName.replaceAll(' ', '_');
  return { poolId: UserPoolId, ...(await readImport(muster.url, { name: logGroupPoolName, id: UserPoolId }, job)) };
}

async function runJob(UserPoolId: string, JobId: string): Promise<UserImportJobType> {
  await client.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
  for (;;) {
    const { UserImportJob } = await client.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }));
    if (UserImportJob?.CompletionDate) return UserImportJob;
    await wait(POLL_MS);
  }
}

function importedUsers({ expected }: RecordCase): ExpectedUser[] {
  return expected.flatMap((record) => (typeof record === 'object' && 'imported' in record ? [record.imported] : []));
}

describe('an import through the API', () => {
  it.each(RECORD_CASES.map((recordCase) => [recordCase.name, recordCase] as const))('%s', async (_name, recordCase) => {
    const { poolId, job, log, users } = assertPresent(finished.get(recordCase), 'every case was imported');
    const expected = importedUsers(recordCase);
    const skipped = recordCase.expected.filter((record) => record === 'skipped').length;
    expect(log).toEqual(expectedLines(recordCase));
    expect(job).toMatchObject({
      ImportedUsers: expected.length,
      SkippedUsers: skipped,
      FailedUsers: recordCase.expected.length - expected.length - skipped,
    });
    expect(users.map(({ UserStatus }) => UserStatus)).toEqual(expected.map(({ status }) => status));
    for (const [index, { attributes, name, mfa }] of expected.entries()) {
      const user = assertPresent(users[index], `${name} is listed`);
      const { sub, ...shown } = Object.fromEntries((user.Attributes ?? []).map(({ Name, Value }) => [Name, Value]));
      if (attributes) expect(shown).toEqual(attributes);
      expect(user.Username).toBe(recordCase.pool.settings.usernameAttributes.length > 0 ? sub : name);
      const details = await client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: name }));
      expect(details.UserMFASettingList).toEqual(mfa === 'sms' ? ['SMS_MFA'] : undefined);
      expect(details.UserAttributes).toHaveLength((user.Attributes ?? []).length);
    }
  });
});
