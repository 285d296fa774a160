import type { ImportJobId } from '../../../domain/imports/import-job.ts';
import { isTerminal, nextStatus } from '../../../domain/imports/import-transitions.ts';
import type { UserPoolId } from '../../../domain/pools/user-pool.ts';
import type { JobStart, JobStartRequest, JobStop, JobStopRequest, Scope } from '../../store.ts';
import { countActiveImports } from '../active-imports.ts';
import { poolFromRow } from '../pools/pool-from-row.ts';
import { findPoolRow, lockPoolRow } from '../pools/user-pools.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { changeJob } from './change-job.ts';
import { lockJobRow, sumUploadBytes } from './import-jobs.ts';
import { jobFromRow } from './job-from-row.ts';

/** Checks in the order of R115 to R118, then the bytes of a file that becomes the job's with the start. */
export function startImportJob(
  session: SqlSession,
  scope: Scope,
  userPoolId: UserPoolId,
  id: ImportJobId,
  start: JobStartRequest,
): Promise<JobStart> {
  return inTransaction<JobStart>(session, async (transaction) => {
    // The active jobs are counted over all pools: no two are started at once.
    await transaction.engine.lockName(transaction.db, `imports of ${scope.account} in ${scope.region}`);
    const pool = await lockPoolRow(transaction, scope, userPoolId);
    if (!pool) return { kind: 'pool-not-found' };
    const row = await lockJobRow(transaction, scope, userPoolId, id);
    if (!row) return { kind: 'job-not-found' };
    const { status, upload, awaitedBlobId } = jobFromRow(row);
    const started = nextStatus(status, 'start');
    if (started === undefined) return { kind: 'wrong-status', status };
    if (poolFromRow(pool).settings.autoVerifiedAttributes.length === 0) return { kind: 'no-auto-verified-attribute' };
    const arrived = awaitedBlobId === undefined ? undefined : start.arrived;
    if (!upload && !arrived) return { kind: 'no-upload', ...(awaitedBlobId !== undefined && { awaitedBlobId }) };
    if ((await countActiveImports(transaction, scope)) >= start.activeJobsMax) return { kind: 'other-job-active' };
    if (arrived) {
      const waitingBytes = await sumUploadBytes(transaction, scope.account);
      if (waitingBytes + arrived.byteLength > arrived.waitingUploadBytesMax) return { kind: 'too-many-upload-bytes' };
    }
    const job = await changeJob(transaction, row, {
      status: started,
      started_at: start.nowMs,
      started_by_request: start.requestId,
      ...(arrived && {
        upload_blob_id: arrived.blobId,
        upload_byte_length: arrived.byteLength,
        awaited_blob_id: null,
      }),
    });
    await transaction.engine.announceWork(transaction.db);
    return { kind: 'started', job: jobFromRow(job) };
  });
}

/** Ends a job that no worker holds (R79, R84); one that is held is `Stopping` until its worker halts it (R85, R87). */
export function stopImportJob(
  session: SqlSession,
  scope: Scope,
  userPoolId: UserPoolId,
  id: ImportJobId,
  stop: JobStopRequest,
): Promise<JobStop> {
  return inTransaction<JobStop>(session, async (transaction) => {
    if (!(await findPoolRow(transaction, scope, userPoolId))) return { kind: 'pool-not-found' };
    const row = await lockJobRow(transaction, scope, userPoolId, id);
    if (!row) return { kind: 'job-not-found' };
    const { status } = jobFromRow(row);
    const stopped = nextStatus(status, 'stop', { workerHoldsJob: await isLeaseHeld(transaction, row.key) });
    if (stopped === undefined) return { kind: 'wrong-status', status };
    const end = isTerminal(stopped) ? { completed_at: stop.nowMs, completion_message: stop.completionMessage } : {};
    const job = await changeJob(transaction, row, { status: stopped, ...end });
    return { kind: 'stopped', job: jobFromRow(job) };
  });
}

async function isLeaseHeld({ db, engine }: SqlSession, jobKey: number): Promise<boolean> {
  const row = await db
    .selectFrom('import_jobs')
    .select(engine.isLeaseHeld().as('is_held'))
    .where('key', '=', jobKey)
    .executeTakeFirstOrThrow();
  return row.is_held === 1;
}
