import { assert } from '../../../base/assert.ts';
import type { NodeId } from '../../../base/node.ts';
import type { ImportJobKey, LeaseToken } from '../../../domain/imports/import-job.ts';
import { ACTIVE_STATUSES, endOfJob, nextStatus } from '../../../domain/imports/import-transitions.ts';
import type { ClaimedJob, ImportBeginning, ImportLog, JobBegin, JobEnd, JobEnding } from '../../store.ts';
import { openLogStream } from '../logs/log-streams.ts';
import { type ImportJobRow, inTransaction, type SqlSession } from '../tables.ts';
import { changeJob } from './change-job.ts';
import { findClaimableJob } from './claimable-job.ts';
import { jobFromRow } from './job-from-row.ts';

/** A token names the job and the number of the claim: it is void as soon as the job has a newer number, or has ended. */
export function leaseTokenOf(jobKey: number, leaseNumber: number): LeaseToken {
  return `${jobKey}.${leaseNumber}` as LeaseToken;
}

export function parseLeaseToken(token: LeaseToken): { readonly jobKey: number; readonly leaseNumber: number } {
  const [jobKey, leaseNumber] = token.split('.').map(Number);
  assert(jobKey !== undefined && leaseNumber !== undefined, `${token} is no lease token`);
  return { jobKey, leaseNumber };
}

/** The job that the token still owns. */
export async function lockLeasedJob({ db, engine }: SqlSession, token: LeaseToken): Promise<ImportJobRow | undefined> {
  const { jobKey, leaseNumber } = parseLeaseToken(token);
  return db
    .selectFrom('import_jobs')
    .selectAll()
    .where('key', '=', jobKey)
    .where('lease_number', '=', leaseNumber)
    .where('status', 'in', ACTIVE_STATUSES)
    .modifyEnd(engine.lockRows('import_jobs'))
    .executeTakeFirst();
}

/** Nodes that claim at the same time never wait for each other and never get the same job: rows about to be claimed are passed over. */
export function claimImportJob(
  session: SqlSession,
  nodeId: NodeId,
  exclude: readonly ImportJobKey[],
): Promise<ClaimedJob | undefined> {
  return inTransaction(session, async (transaction) => {
    const { db, engine } = transaction;
    const row = await findClaimableJob(transaction, { isHeld: engine.isHeldBeside(nodeId, exclude), exclude })
      .modifyEnd(engine.lockFreeRows('import_jobs'))
      .executeTakeFirst();
    if (!row) return undefined;
    const leased = await db
      .updateTable('import_jobs')
      .set({
        lease_number: row.lease_number + 1,
        lease_held: 1,
        lease_node: nodeId,
        lease_expires_at: engine.leaseEnd(),
        attempts: row.attempts + 1,
      })
      .where('key', '=', row.key)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { job: jobFromRow(leased), leaseToken: leaseTokenOf(leased.key, leased.lease_number) };
  });
}

export function renewImportLease(session: SqlSession, token: LeaseToken): Promise<'renewed' | 'lease-lost'> {
  return inTransaction(session, async (transaction) => {
    const row = await lockLeasedJob(transaction, token);
    if (!row) return 'lease-lost';
    await transaction.db
      .updateTable('import_jobs')
      .set({ lease_held: 1, lease_expires_at: transaction.engine.leaseEnd() })
      .where('key', '=', row.key)
      .execute();
    return 'renewed';
  });
}

/** A token that is void has nothing to give back. */
export function releaseImportJob(session: SqlSession, token: LeaseToken): Promise<void> {
  return inTransaction(session, async (transaction) => {
    const row = await lockLeasedJob(transaction, token);
    if (!row) return;
    await changeJob(transaction, row, {
      lease_number: row.lease_number + 1,
      lease_held: 0,
      attempts: Math.max(0, row.attempts - 1),
    });
    await transaction.engine.announceWork(transaction.db);
  });
}

/** Makes log group and stream of a job before its import begins, if the token is still good (R274, R291). */
export function openImportLog(session: SqlSession, token: LeaseToken, log: ImportLog): Promise<void> {
  return inTransaction(session, async (transaction) => {
    const row = await lockLeasedJob(transaction, token);
    if (row) await openLogStream(transaction, row, log);
  });
}

/** `Pending` to `InProgress` (R77). Makes the log (R274), which may have been deleted since {@link openImportLog}. */
export function beginImport(session: SqlSession, token: LeaseToken, begin: ImportBeginning): Promise<JobBegin> {
  return inTransaction<JobBegin>(session, async (transaction) => {
    const row = await lockLeasedJob(transaction, token);
    if (!row) return { kind: 'lease-lost' };
    const { status } = jobFromRow(row);
    if (status === 'Stopping') return { kind: 'stopping' };
    if (status === 'InProgress') return { kind: 'begun', job: jobFromRow(row) };
    const begun = nextStatus(status, 'begin');
    if (begun === undefined) return { kind: 'lease-lost' };
    const logStreamKey = await openLogStream(transaction, row, begin);
    const job = await changeJob(transaction, row, {
      status: begun,
      started_at: begin.nowMs,
      byte_offset: begin.checkpoint.byteOffset,
      line_number: begin.checkpoint.lineNumber,
      record_number: begin.checkpoint.recordNumber,
      log_stream_key: logStreamKey,
      log_group_name: begin.logGroupName,
      log_stream_name: begin.logStreamName,
    });
    return { kind: 'begun', job: jobFromRow(job) };
  });
}

export function endImportJob(session: SqlSession, token: LeaseToken, end: JobEnd): Promise<JobEnding> {
  return inTransaction(session, async (transaction) => {
    const row = await lockLeasedJob(transaction, token);
    if (!row) return { kind: 'lease-lost' };
    const { status } = jobFromRow(row);
    const ended = endOfJob(status, end.event, end.completionMessage);
    assert(ended, `a job that is ${status} cannot ${end.event}`);
    const job = await changeJob(transaction, row, {
      status: ended.status,
      completion_message: ended.completionMessage,
      completed_at: end.nowMs,
      lease_held: 0,
    });
    return { kind: 'ended', job: jobFromRow(job) };
  });
}
