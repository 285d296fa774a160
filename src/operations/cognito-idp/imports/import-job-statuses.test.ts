import { beforeEach, describe, expect, it } from 'vitest';
import type { NodeId } from '../../../base/node.ts';
import type { ImportJob, ImportJobStatus } from '../../../domain/imports/import-job.ts';
import { fillText } from '../../../domain/texts/fill-text.ts';
import type { ClaimedJob } from '../../../store/store.ts';
import { beginJob, commitFailures, makeJob, makePool, ROLE_ARN, upload } from '../../import-jobs.fixture.ts';
import { NOW_MS, OperationsFixture } from '../../operations.fixture.ts';
import { describeUserImportJob } from './describe-user-import-job.ts';
import { importJobAnswer } from './import-job-answer.ts';
import { listUserImportJobs } from './list-user-import-jobs.ts';
import { startUserImportJob } from './start-user-import-job.ts';
import { stopUserImportJob } from './stop-user-import-job.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
  return () => fixture.close();
});

const CREATED_AT = NOW_MS / 1000;
const STARTED_AT = CREATED_AT + 1;
const BEGUN_AT = CREATED_AT + 2;
const ENDED_AT = CREATED_AT + 3;

interface JobKey {
  readonly UserPoolId: string;
  readonly JobId: string;
}

/** A job that was made, started, begun and ended a second apart, as far as `status` needs it. */
async function makeJobIn(status: ImportJobStatus): Promise<JobKey> {
  const { store, clock } = fixture;
  const userPoolId = await makePool(fixture);
  const jobId = await makeJob(fixture, userPoolId);
  const key = { UserPoolId: userPoolId, JobId: jobId };
  await upload(fixture, userPoolId, jobId);
  clock.advance(1_000);
  if (status === 'Created') return key;
  if (status === 'Expired') {
    await store.expireImportJobs(clock.nowMs(), fillText('import-job-expired'), clock.nowMs() + 2_000);
    return key;
  }
  await startUserImportJob.run(key, fixture.context());
  if (status === 'Pending') return key;
  const claimed = (await store.claimImportJob('node' as NodeId, [])) as ClaimedJob;
  clock.advance(1_000);
  await store.beginImport(claimed.leaseToken, {
    logGroupName: 'g',
    logStreamName: 's',
    checkpoint: claimed.job.checkpoint,
    nowMs: clock.nowMs(),
  });
  if (status === 'InProgress') return key;
  if (status === 'Stopping' || status === 'Stopped') await stopUserImportJob.run(key, fixture.context());
  clock.advance(1_000);
  const nowMs = clock.nowMs();
  const end = { Stopped: 'halt', Failed: 'fail', Succeeded: 'succeed', Stopping: undefined } as const;
  const event = end[status];
  if (event) await store.endImportJob(claimed.leaseToken, { event, completionMessage: 'said', nowMs });
  return key;
}

/** One line per status: start date, completion date and message of the job; `-` is absent. */
const TABLE: readonly (readonly [ImportJobStatus, number | undefined, number | undefined, string | undefined])[] = [
  ['Created', undefined, undefined, undefined],
  ['Pending', STARTED_AT, undefined, undefined],
  ['InProgress', BEGUN_AT, undefined, undefined],
  ['Stopping', BEGUN_AT, undefined, undefined],
  ['Stopped', BEGUN_AT, ENDED_AT, 'The Import Job was stopped by the developer.'],
  ['Failed', BEGUN_AT, ENDED_AT, 'said'],
  ['Succeeded', BEGUN_AT, ENDED_AT, 'said'],
  ['Expired', undefined, ENDED_AT, 'The user import job has expired.'],
];

describe('a job that is', () => {
  it.each(TABLE)(
    '%s is described with what belongs to it, and listed alike (R49, R50, R51, R52, R53, R54, R55, R56, R57, R91)',
    async (Status, StartDate, CompletionDate, CompletionMessage) => {
      const key = await makeJobIn(Status);
      const { UserImportJob } = await describeUserImportJob.run(key, fixture.context());
      const { UserPoolId, JobId } = key;
      const PreSignedUrl = expect.stringContaining(`/${UserPoolId}/${JobId}?signed`);
      expect(UserImportJob).toStrictEqual({
        ...{ JobName: 'my job', UserPoolId, JobId, PreSignedUrl, CloudWatchLogsRoleArn: ROLE_ARN, Status },
        ...{ ImportedUsers: 0, SkippedUsers: 0, FailedUsers: 0 },
        CreationDate: CREATED_AT,
        ...(StartDate && { StartDate }),
        ...(CompletionDate && { CompletionDate }),
        ...(CompletionMessage && { CompletionMessage }),
      });
      const { UserImportJobs } = await listUserImportJobs.run({ UserPoolId, MaxResults: 1 }, fixture.context());
      expect(UserImportJobs).toStrictEqual([UserImportJob]);
    },
  );

  it.each(TABLE.slice(1).map(([status]) => [status]))(
    '%s is not started again, and says why (R61, R80, R88)',
    async (status) => {
      const key = await makeJobIn(status);
      await expect(startUserImportJob.run(key, fixture.context())).rejects.toMatchObject({
        code: 'PreconditionNotMetException',
        message: `User import job ${key.JobId} cannot be started because its status is ${status}.`,
      });
      expect((await describeUserImportJob.run(key, fixture.context())).UserImportJob).toMatchObject({ Status: status });
    },
  );

  it.each([['Created'], ['Stopped'], ['Failed'], ['Succeeded'], ['Expired']] as const)(
    '%s is not stopped, and says why (R74, R89)',
    async (status) => {
      const key = await makeJobIn(status);
      await expect(stopUserImportJob.run(key, fixture.context())).rejects.toMatchObject({
        code: 'PreconditionNotMetException',
        message: `User import job ${key.JobId} cannot be stopped because its status is ${status}.`,
      });
    },
  );

  it.each(TABLE.slice(1).map(([status]) => [status]))('%s takes no upload (R81, R90)', async (status) => {
    const { UserPoolId, JobId } = await makeJobIn(status);
    const { account, id, userPoolId } = (await fixture.store.findImportJob(
      { account: fixture.context().principal.account, region: fixture.context().region },
      UserPoolId as ImportJob['userPoolId'],
      JobId as ImportJob['id'],
    )) as ImportJob;
    const late = { blobId: 'late', byteLength: 1, md5: '', sha256: '' };
    expect(await fixture.store.attachUpload(account, userPoolId, id, late)).toEqual({ kind: 'refused' });
  });
});

describe('the answer of a job', () => {
  it('grows by its counters as the records are committed (R59)', async () => {
    const { userPoolId, jobId, claimed } = await beginJob(fixture);
    const failed: (number | undefined)[] = [];
    for (const first of [1, 3]) {
      await commitFailures(fixture, claimed, first, [['email-malformed'], ['phone-number-malformed']]);
      const key = { UserPoolId: userPoolId, JobId: jobId };
      failed.push((await describeUserImportJob.run(key, fixture.context())).UserImportJob?.FailedUsers);
    }
    expect(failed).toEqual([2, 4]);
  });

  it('names the hashing algorithm only if the job has one (R58)', async () => {
    const { claimed } = await beginJob(fixture);
    expect(importJobAnswer(claimed.job)).not.toHaveProperty('PasswordHashingAlgorithm');
    expect(importJobAnswer({ ...claimed.job, passwordHashingAlgorithm: 'SCRYPT' })).toHaveProperty(
      'PasswordHashingAlgorithm',
      'SCRYPT',
    );
  });
});
