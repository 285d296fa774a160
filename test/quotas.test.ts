import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AddCustomAttributesCommand,
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DeleteUserPoolCommand,
  GetCSVHeaderCommand,
  LimitExceededException,
  ListUserImportJobsCommand,
  ListUsersCommand,
  StartUserImportJobCommand,
  StopUserImportJobCommand,
  TooManyRequestsException,
  UpdateUserPoolCommand,
  UserImportInProgressException,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { assertPresent } from '../src/base/assert.ts';
import { systemClock } from '../src/base/clock.ts';
import { generateUsers } from '../src/cli/generate/generate-users.ts';
import { type Muster, startMuster } from '../src/index.ts';
import { clientOptions, createImportPool, createLogRole, uploadImport } from './drive-import.ts';

describe('quotas, as the AWS SDK sees them', () => {
  let muster: Muster;
  let client: CognitoIdentityProviderClient;
  let roleArn: string;

  beforeAll(async () => {
    muster = await startMuster({ requestRatePercent: 100, jobsPerPoolMax: 2, activeJobsMax: 2 });
    client = new CognitoIdentityProviderClient({ ...clientOptions(muster.url), maxAttempts: 1 });
    roleArn = await createLogRole(muster.url);
  });

  afterAll(async () => {
    client?.destroy();
    await muster?.stop();
  });

  it('a GetCSVHeader too many is a TooManyRequestsException without Retry-After (R44, R45, R97)', async () => {
    const UserPoolId = await createImportPool(client, 'throttled', []);
    // The time of requests stands still: however slow the machine, all twelve come within one second.
    const frozen = vi.spyOn(systemClock, 'monotonicMs').mockReturnValue(systemClock.monotonicMs());
    const answers = await Promise.allSettled(
      Array.from({ length: 12 }, () => client.send(new GetCSVHeaderCommand({ UserPoolId }))),
    ).finally(() => frozen.mockRestore());
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
    expect(refused).toHaveLength(7);
    for (const error of refused) {
      if (!(error instanceof TooManyRequestsException)) throw error;
      expect(error).toMatchObject({ message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } });
      expect(error.$response?.headers).not.toHaveProperty('retry-after');
    }
  });

  it('a job beyond the quota of its pool is a LimitExceededException (R103)', async () => {
    const UserPoolId = await createImportPool(client, 'full', []);
    const create = () =>
      client.send(new CreateUserImportJobCommand({ UserPoolId, JobName: 'job', CloudWatchLogsRoleArn: roleArn }));
    await create();
    await create();
    const error = await create().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LimitExceededException);
    const { UserImportJobs } = await client.send(new ListUserImportJobsCommand({ UserPoolId, MaxResults: 10 }));
    expect(UserImportJobs).toHaveLength(2);
  });

  it('a pool whose job is active is not changed: UserImportInProgressException (R120), while all else works (R121)', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'muster-quotas-'));
    const pools = [await createImportPool(client, 'busy', []), await createImportPool(client, 'waiting', [])];
    const jobs: [string, string][] = [];
    try {
      const { CSVHeader } = await client.send(new GetCSVHeaderCommand({ UserPoolId: pools[0] }));
      const columns = assertPresent(CSVHeader, 'a pool has a header');
      const path = join(directory, 'users.csv');
      // The second job waits in Pending for as long as the first one runs.
      await writeFile(path, [...generateUsers({ users: 30_000, seed: 1, badPercent: 0, columns })].join(''));
      for (const pool of pools) jobs.push([pool, await uploadImport(client, pool, roleArn, path)]);
      for (const [UserPoolId, JobId] of jobs) await client.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
      const UserPoolId = pools[1];
      const attribute = { Name: 'team', AttributeDataType: 'String' } as const;
      const changes = [
        () => client.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes: [attribute] })),
        () => client.send(new UpdateUserPoolCommand({ UserPoolId })),
        () => client.send(new DeleteUserPoolCommand({ UserPoolId })),
      ];
      for (const change of changes) {
        const error = await change().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(UserImportInProgressException);
      }
      expect((await client.send(new ListUsersCommand({ UserPoolId }))).Users).toEqual([]);
    } finally {
      for (const [UserPoolId, JobId] of jobs) {
        await client.send(new StopUserImportJobCommand({ UserPoolId, JobId })).catch(() => {});
      }
      await rm(directory, { recursive: true });
    }
  });
});
