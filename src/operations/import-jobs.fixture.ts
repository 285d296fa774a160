import { assertPresent } from '../base/assert.ts';
import type { NodeId } from '../base/node.ts';
import type { ImportJobId } from '../domain/imports/import-job.ts';
import { logGroupNameOf, logStreamNameOf } from '../domain/imports/log-names.ts';
import type { UserPoolId } from '../domain/pools/user-pool.ts';
import type { RecordOutcome } from '../domain/texts/record-outcome.ts';
import type { ClaimedJob } from '../store/store.ts';
import { createUserImportJob } from './cognito-idp/imports/create-user-import-job.ts';
import { startUserImportJob } from './cognito-idp/imports/start-user-import-job.ts';
import { createUserPool } from './cognito-idp/pools/create-user-pool.ts';
import { ACCOUNT, type OperationsFixture } from './operations.fixture.ts';

export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/CognitoLogs`;

/** A pool whose email addresses verify themselves, unless told otherwise. */
export async function makePool(fixture: OperationsFixture, AutoVerifiedAttributes: 'email'[] = ['email']) {
  const { UserPool } = await createUserPool.run({ PoolName: 'my people', AutoVerifiedAttributes }, fixture.context());
  return assertPresent(UserPool?.Id, 'a pool has an id') as UserPoolId;
}

export async function makeJob(fixture: OperationsFixture, UserPoolId: UserPoolId, JobName = 'my job') {
  const input = { UserPoolId, JobName, CloudWatchLogsRoleArn: ROLE_ARN };
  const { UserImportJob } = await createUserImportJob.run(input, fixture.context());
  return assertPresent(UserImportJob?.JobId, 'a job has an id') as ImportJobId;
}

/** What the upload endpoint does. */
export async function upload({ store }: OperationsFixture, userPoolId: UserPoolId, jobId: ImportJobId) {
  await store.attachUpload(ACCOUNT, userPoolId, jobId, { blobId: jobId, byteLength: 3, md5: '00', sha256: '00' });
}

/** A job of a new pool that a worker has begun. */
export async function beginJob(fixture: OperationsFixture) {
  const userPoolId = await makePool(fixture);
  const jobId = await makeJob(fixture, userPoolId);
  await upload(fixture, userPoolId, jobId);
  await startUserImportJob.run({ UserPoolId: userPoolId, JobId: jobId }, fixture.context());
  const claimed = assertPresent(await fixture.store.claimImportJob('node' as NodeId, []), 'a job waits');
  const logGroupName = logGroupNameOf(userPoolId, 'my people');
  const logStreamName = logStreamNameOf(jobId, 'my job');
  const { checkpoint } = claimed.job;
  const nowMs = fixture.clock.nowMs();
  await fixture.store.beginImport(claimed.leaseToken, { logGroupName, logStreamName, checkpoint, nowMs });
  return { userPoolId, jobId, claimed, logGroupName, logStreamName };
}

/** What a worker does with records that all fail: one block of the log. */
export async function commitFailures(
  { store, clock }: OperationsFixture,
  { leaseToken }: ClaimedJob,
  firstRecordNumber: number,
  reasons: readonly Exclude<RecordOutcome, string>[],
) {
  const recordNumber = firstRecordNumber + reasons.length;
  const checkpoint = { byteOffset: recordNumber * 10, lineNumber: recordNumber + 1, recordNumber };
  const verdicts = reasons.map((reason) => ({ kind: 'failed', reason }) as const);
  return store.commitBatch(leaseToken, { verdicts, firstRecordNumber, checkpoint, nowMs: clock.nowMs() });
}
