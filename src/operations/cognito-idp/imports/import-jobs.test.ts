import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportJobId } from '../../../domain/imports/import-job.ts';
import type { UserPoolId } from '../../../domain/pools/user-pool.ts';
import { beginJob, commitFailures, makeJob, makePool, ROLE_ARN, upload } from '../../import-jobs.fixture.ts';
import { ACCOUNT, NOW_MS, OperationsFixture, REGION } from '../../operations.fixture.ts';
import { addCustomAttributes } from '../pools/add-custom-attributes.ts';
import { deleteUserPool } from '../pools/delete-user-pool.ts';
import { updateUserPool } from '../pools/update-user-pool.ts';
import { createUserImportJob } from './create-user-import-job.ts';
import { describeUserImportJob } from './describe-user-import-job.ts';
import { getCsvHeader } from './get-csv-header.ts';
import { listUserImportJobs } from './list-user-import-jobs.ts';
import { startUserImportJob } from './start-user-import-job.ts';
import { stopUserImportJob } from './stop-user-import-job.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
  return () => fixture.close();
});

const run = {
  describe: (UserPoolId: string, JobId: string) => describeUserImportJob.run({ UserPoolId, JobId }, fixture.context()),
  start: (UserPoolId: string, JobId: string) => startUserImportJob.run({ UserPoolId, JobId }, fixture.context()),
  stop: (UserPoolId: string, JobId: string) => stopUserImportJob.run({ UserPoolId, JobId }, fixture.context()),
};

/** A job with a file, not started. */
async function makeReadyJob(): Promise<{ userPoolId: UserPoolId; jobId: ImportJobId }> {
  const userPoolId = await makePool(fixture);
  const jobId = await makeJob(fixture, userPoolId);
  await upload(fixture, userPoolId, jobId);
  return { userPoolId, jobId };
}

function precondition(message: string) {
  return { code: 'PreconditionNotMetException', message };
}

describe('CreateUserImportJob', () => {
  it('answers the job, Created, with its inputs, id, URL and three counters (R48, R56, R68, R100)', async () => {
    const UserPoolId = await makePool(fixture);
    const input = { UserPoolId, JobName: 'my job', CloudWatchLogsRoleArn: ROLE_ARN };
    const { UserImportJob } = await createUserImportJob.run(input, fixture.context());
    const JobId = UserImportJob?.JobId ?? '';
    expect(JobId).toMatch(/^import-[0-9A-Za-z]{10}$/);
    expect(UserImportJob).toEqual({
      ...input,
      JobId,
      PreSignedUrl: `http://localhost:4599/${ACCOUNT}/${UserPoolId}/${JobId}?signed`,
      CreationDate: NOW_MS / 1000,
      Status: 'Created',
      ImportedUsers: 0,
      SkippedUsers: 0,
      FailedUsers: 0,
    });
    expect(await run.describe(UserPoolId, JobId)).toEqual({ UserImportJob });
  });

  it('accepts a pool without auto-verified attributes, a name twice and several jobs at once (R47, R102, R107)', async () => {
    const UserPoolId = await makePool(fixture, []);
    expect(await makeJob(fixture, UserPoolId)).not.toBe(await makeJob(fixture, UserPoolId));
  });

  it('does not look at the role, nor at other jobs (R101, R106)', async () => {
    const { userPoolId, jobId } = await makeReadyJob();
    await run.start(userPoolId, jobId);
    const CloudWatchLogsRoleArn = 'arn:aws:iam::999999999999:role/of-nobody';
    const input = { UserPoolId: userPoolId, JobName: 'j', CloudWatchLogsRoleArn };
    const { UserImportJob } = await createUserImportJob.run(input, fixture.context());
    expect(UserImportJob).toMatchObject({ Status: 'Created', CloudWatchLogsRoleArn });
  });

  it('refuses more jobs than a pool may have (R103, R300)', async () => {
    const UserPoolId = await makePool(fixture);
    for (let made = 0; made < 3; made++) await makeJob(fixture, UserPoolId);
    await expect(makeJob(fixture, UserPoolId)).rejects.toMatchObject({
      code: 'LimitExceededException',
      message: `User pool ${UserPoolId} has reached its limit of 3 user import jobs.`,
    });
  });

  it.each(['BCRYPT', 'SCRYPT', 'ARGON2ID', 'PBKDF2_SHA256'] as const)(
    'keeps the password hashing algorithm %s, and shows it (R58, R246)',
    async (PasswordHashingAlgorithm) => {
      const UserPoolId = await makePool(fixture);
      const input = { UserPoolId, JobName: 'j', CloudWatchLogsRoleArn: ROLE_ARN, PasswordHashingAlgorithm };
      const { UserImportJob } = await createUserImportJob.run(input, fixture.context());
      expect(UserImportJob).toMatchObject({ PasswordHashingAlgorithm });
      expect(await run.describe(UserPoolId, UserImportJob?.JobId ?? '')).toEqual({ UserImportJob });
    },
  );

  it('refuses a password hashing algorithm where hashes are not imported (R105)', async () => {
    const UserPoolId = await makePool(fixture);
    const input = {
      UserPoolId,
      JobName: 'j',
      CloudWatchLogsRoleArn: ROLE_ARN,
      PasswordHashingAlgorithm: 'BCRYPT',
    } as const;
    await expect(createUserImportJob.run(input, fixture.context({ hashImport: false }))).rejects.toMatchObject({
      code: 'OperationNotEnabledException',
      message: `Password hash import is not enabled for user pool ${UserPoolId}.`,
    });
  });
});

describe('GetCSVHeader', () => {
  it('answers the schema in order, with password_hash while hashes are imported (R153, R154, R155, R156, R157)', async () => {
    const UserPoolId = await makePool(fixture);
    const CustomAttributes = [{ Name: 'team', AttributeDataType: 'String' as const }];
    await addCustomAttributes.run({ UserPoolId, CustomAttributes }, fixture.context());
    const classic =
      'name,given_name,family_name,middle_name,nickname,preferred_username,profile,picture,website,email,email_verified,gender,' +
      'birthdate,zoneinfo,locale,phone_number,phone_number_verified,address,updated_at';
    const columns = [...classic.split(','), 'custom:team', 'cognito:mfa_enabled', 'cognito:username'];
    expect(await getCsvHeader.run({ UserPoolId }, fixture.context())).toEqual({
      UserPoolId,
      CSVHeader: [...columns, 'password_hash'],
    });
    expect(await getCsvHeader.run({ UserPoolId }, fixture.context({ hashImport: false }))).toEqual({
      UserPoolId,
      CSVHeader: columns,
    });
  });
});

describe('StartUserImportJob', () => {
  it('puts the job in the queue and wakes a worker (R52, R70)', async () => {
    const { userPoolId, jobId } = await makeReadyJob();
    fixture.clock.advance(1_234);
    const { UserImportJob } = await run.start(userPoolId, jobId);
    expect(UserImportJob).toMatchObject({ Status: 'Pending', StartDate: (NOW_MS + 1_234) / 1000, FailedUsers: 0 });
    expect(UserImportJob).not.toHaveProperty('CompletionDate');
    expect(fixture.wakeUps).toBe(1);
  });

  it('refuses a job without a file (R71, R117)', async () => {
    const userPoolId = await makePool(fixture);
    const jobId = await makeJob(fixture, userPoolId);
    await expect(run.start(userPoolId, jobId)).rejects.toMatchObject(
      precondition(`No csv file was uploaded for ${jobId}`),
    );
    expect((await run.describe(userPoolId, jobId)).UserImportJob).toMatchObject({ Status: 'Created' });
    expect(fixture.wakeUps).toBe(0);
  });

  it('can be repeated after a refusal, which changed nothing (R65)', async () => {
    const userPoolId = await makePool(fixture);
    const jobId = await makeJob(fixture, userPoolId);
    const before = await run.describe(userPoolId, jobId);
    await expect(run.start(userPoolId, jobId)).rejects.toMatchObject({ code: 'PreconditionNotMetException' });
    await expect(run.stop(userPoolId, jobId)).rejects.toMatchObject({ code: 'PreconditionNotMetException' });
    expect(await run.describe(userPoolId, jobId)).toEqual(before);
    await upload(fixture, userPoolId, jobId);
    expect((await run.start(userPoolId, jobId)).UserImportJob).toMatchObject({ Status: 'Pending' });
  });

  it('refuses a pool without auto-verified attribute, before it looks for a file (R72, R116, R233)', async () => {
    const userPoolId = await makePool(fixture, []);
    const jobId = await makeJob(fixture, userPoolId);
    await expect(run.start(userPoolId, jobId)).rejects.toMatchObject(
      precondition(`User pool ${userPoolId} has no auto verified attributes.`),
    );
  });

  it('refuses a second active job of the account and region (R63, R73, R302)', async () => {
    const first = await makeReadyJob();
    const second = await makeReadyJob();
    await run.start(first.userPoolId, first.jobId);
    await expect(run.start(second.userPoolId, second.jobId)).rejects.toMatchObject(
      precondition('Another user import job is already active in this account.'),
    );
  });

  it('lets one of two starts win (R80, R119)', async () => {
    const { userPoolId, jobId } = await makeReadyJob();
    const starts = await Promise.allSettled([run.start(userPoolId, jobId), run.start(userPoolId, jobId)]);
    expect(starts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(starts.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: precondition(`User import job ${jobId} cannot be started because its status is Pending.`),
    });
  });
});

describe('StopUserImportJob', () => {
  it('refuses a job that was never started (R74)', async () => {
    const { userPoolId, jobId } = await makeReadyJob();
    await expect(run.stop(userPoolId, jobId)).rejects.toMatchObject(
      precondition(`User import job ${jobId} cannot be stopped because its status is Created.`),
    );
  });

  it('deletes the file of a job that is stopped before a worker took it (R79, R93)', async () => {
    const { userPoolId, jobId } = await makeReadyJob();
    await run.start(userPoolId, jobId);
    expect(fixture.deletedUploads).toEqual([]);
    await run.stop(userPoolId, jobId);
    expect(fixture.deletedUploads).toEqual([jobId]);
  });

  it('leaves the file of a job that is still Stopping to its worker (R85, R93)', async () => {
    const { userPoolId, jobId } = await beginJob(fixture);
    await run.stop(userPoolId, jobId);
    expect(fixture.deletedUploads).toEqual([]);
  });

  it('stops a waiting job at once and for good (R79, R88, R89)', async () => {
    const { userPoolId, jobId } = await makeReadyJob();
    await run.start(userPoolId, jobId);
    fixture.clock.advance(1_000);
    const { UserImportJob } = await run.stop(userPoolId, jobId);
    expect(UserImportJob).toMatchObject({
      Status: 'Stopped',
      StartDate: NOW_MS / 1000,
      CompletionDate: (NOW_MS + 1_000) / 1000,
      CompletionMessage: 'The Import Job was stopped by the developer.',
    });
    await expect(run.stop(userPoolId, jobId)).rejects.toMatchObject(
      precondition(`User import job ${jobId} cannot be stopped because its status is Stopped.`),
    );
    await expect(run.start(userPoolId, jobId)).rejects.toMatchObject(
      precondition(`User import job ${jobId} cannot be started because its status is Stopped.`),
    );
  });

  it('asks the worker of a running job to stop, as often as it is called (R85, R87)', async () => {
    const { userPoolId, jobId, claimed } = await beginJob(fixture);
    await commitFailures(fixture, claimed, 1, [['email-malformed']]);
    expect((await run.stop(userPoolId, jobId)).UserImportJob).toMatchObject({ Status: 'Stopping', FailedUsers: 1 });
    const { UserImportJob } = await run.stop(userPoolId, jobId);
    expect(UserImportJob).toMatchObject({ Status: 'Stopping' });
    expect(UserImportJob).not.toHaveProperty('CompletionMessage');
  });
});

describe('ListUserImportJobs', () => {
  async function listAll(UserPoolId: string, MaxResults: number) {
    const ids: (string | undefined)[] = [];
    const sizes: number[] = [];
    let token: string | undefined;
    do {
      const input = { UserPoolId, MaxResults, ...(token ? { PaginationToken: token } : {}) };
      const page = await listUserImportJobs.run(input, fixture.context());
      ids.push(...(page.UserImportJobs ?? []).map(({ JobId }) => JobId));
      sizes.push(page.UserImportJobs?.length ?? 0);
      token = page.PaginationToken;
    } while (token);
    return { ids, sizes };
  }

  it('is an empty list without token for a pool without jobs (R110)', async () => {
    const UserPoolId = await makePool(fixture);
    expect(await listUserImportJobs.run({ UserPoolId, MaxResults: 60 }, fixture.context())).toEqual({
      UserImportJobs: [],
    });
  });

  it('is newest first, by pages, with a token only while more follow (R108, R111, R113)', async () => {
    const userPoolId = await makePool(fixture);
    const made: string[] = [];
    for (let count = 0; count < 3; count++) {
      made.push(await makeJob(fixture, userPoolId));
      fixture.clock.advance(10);
    }
    expect(await listAll(userPoolId, 60)).toEqual({ ids: made.toReversed(), sizes: [3] });
    expect(await listAll(userPoolId, 2)).toEqual({ ids: made.toReversed(), sizes: [2, 1] });
    expect(await listAll(userPoolId, 3)).toEqual({ ids: made.toReversed(), sizes: [3] });
    const { PaginationToken } = await listUserImportJobs.run(
      { UserPoolId: userPoolId, MaxResults: 1 },
      fixture.context(),
    );
    expect(PaginationToken).toBe(`${userPoolId}#${made[2]}#${NOW_MS + 20}`);
  });

  it('answers 60 jobs on a page, and a token without white space (R109, R112)', async () => {
    const UserPoolId = await makePool(fixture);
    const context = fixture.context({ limits: { ...fixture.context().limits, jobsPerPoolMax: 61 } });
    const job = { UserPoolId, JobName: 'a b', CloudWatchLogsRoleArn: ROLE_ARN };
    for (let made = 0; made < 61; made++) await createUserImportJob.run(job, context);
    const page = await listUserImportJobs.run({ UserPoolId, MaxResults: 60 }, context);
    expect(page.UserImportJobs).toHaveLength(60);
    const last = page.UserImportJobs?.at(-1)?.JobId;
    expect(page.PaginationToken).toBe(`${UserPoolId}#${last}#${NOW_MS}`);
    expect(page.PaginationToken).toMatch(/^\S+$/);
    const { PaginationToken = '' } = page;
    const rest = await listUserImportJobs.run({ UserPoolId, MaxResults: 60, PaginationToken }, context);
    expect(rest.UserImportJobs).toHaveLength(1);
    expect(rest).not.toHaveProperty('PaginationToken');
  });

  it.each([
    'nonsense',
    '#',
    `${REGION}_otherpool#import-aaaaaaaaaa#1`,
    '<pool>#import-aaaaaaaaaa',
    '<pool>#import-aaaaaaaaaa#',
    '<pool>#import-aaaaaaaaaa#-1',
    '<pool>#import-aaaaaaaaaa#1#1',
    '<pool>#job#1',
  ])('refuses the token %s (R114)', async (form) => {
    const UserPoolId = await makePool(fixture);
    const PaginationToken = form.replace('<pool>', UserPoolId);
    const answer = listUserImportJobs.run({ UserPoolId, MaxResults: 1, PaginationToken }, fixture.context());
    await expect(answer).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'Invalid pagination token.',
    });
  });
});

describe('all operations on jobs', () => {
  const unknownPool = `${REGION}_nothing00`;

  it.each<[string, (UserPoolId: string, JobId: string) => Promise<unknown>]>([
    ['DescribeUserImportJob', (pool, job) => run.describe(pool, job)],
    ['StartUserImportJob', (pool, job) => run.start(pool, job)],
    ['StopUserImportJob', (pool, job) => run.stop(pool, job)],
  ])('%s knows no job of another pool, and no pool that is not there (R94, R95)', async (_, operation) => {
    const { jobId } = await makeReadyJob();
    const otherPool = await makePool(fixture);
    await expect(operation(otherPool, jobId)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: `User import job ${jobId} does not exist.`,
    });
    await expect(operation(unknownPool, jobId)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: `User pool ${unknownPool} does not exist.`,
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'CreateUserImportJob',
      () =>
        createUserImportJob.run(
          { UserPoolId: unknownPool, JobName: 'j', CloudWatchLogsRoleArn: ROLE_ARN },
          fixture.context(),
        ),
    ],
    ['GetCSVHeader', () => getCsvHeader.run({ UserPoolId: unknownPool }, fixture.context())],
    ['ListUserImportJobs', () => listUserImportJobs.run({ UserPoolId: unknownPool, MaxResults: 1 }, fixture.context())],
  ])('%s knows no pool that is not there (R94)', async (_, operation) => {
    await expect(operation()).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: `User pool ${unknownPool} does not exist.`,
    });
  });
});

describe('an active job', () => {
  it.each<[string, (UserPoolId: string) => Promise<unknown>]>([
    ['UpdateUserPool', (UserPoolId) => updateUserPool.run({ UserPoolId }, fixture.context())],
    ['DeleteUserPool', (UserPoolId) => deleteUserPool.run({ UserPoolId }, fixture.context())],
    [
      'AddCustomAttributes',
      (UserPoolId) =>
        addCustomAttributes.run(
          { UserPoolId, CustomAttributes: [{ Name: 'a', AttributeDataType: 'String' }] },
          fixture.context(),
        ),
    ],
  ])('keeps %s from its pool until it ends (R120)', async (_, operation) => {
    const { userPoolId, jobId } = await makeReadyJob();
    await run.start(userPoolId, jobId);
    await expect(operation(userPoolId)).rejects.toMatchObject({
      code: 'UserImportInProgressException',
      message: `A user import job is in progress for user pool ${userPoolId}.`,
    });
    await run.stop(userPoolId, jobId);
    await operation(userPoolId);
  });
});
