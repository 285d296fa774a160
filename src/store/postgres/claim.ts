import { sql } from 'kysely';
import type { NodeId } from '../../base/node.ts';
import type { ImportJobKey, LeaseToken } from '../../domain/imports/import-job.ts';
import { findClaimableJob } from '../sql/jobs/claimable-job.ts';
import { leaseJob, lockLeasedJob } from '../sql/jobs/import-leases.ts';
import type { SqlSession } from '../sql/tables.ts';
import type { ClaimedJob } from '../store.ts';

/**
 * A job is held while its lease lasts by the clock of the database, but for those that the node itself has lost. Rows that somebody
 * else is about to claim are passed over: two nodes never wait for each other, and never get the same job.
 */
export async function claimImportJob(
  session: SqlSession,
  nodeId: NodeId,
  exclude: readonly ImportJobKey[],
): Promise<ClaimedJob | undefined> {
  const { engine } = session;
  const isOthers =
    exclude.length === 0
      ? sql`import_jobs.lease_node <> ${nodeId}`
      : sql`(import_jobs.lease_node <> ${nodeId} or import_jobs.key in (${sql.join(exclude)}))`;
  const isHeld = sql<number>`(case when ${isOthers} then ${engine.isLeaseHeld()} else 0 end)`;
  const row = await findClaimableJob(session, { isHeld, exclude })
    .modifyEnd(engine.lockFreeRows('import_jobs'))
    .executeTakeFirst();
  return row && leaseJob(session, row, nodeId);
}

export async function renewImportLease(session: SqlSession, token: LeaseToken): Promise<'renewed' | 'lease-lost'> {
  const row = await lockLeasedJob(session, token);
  if (!row) return 'lease-lost';
  await session.db
    .updateTable('import_jobs')
    .set({ lease_held: 1, lease_expires_at: session.engine.leaseEnd() })
    .where('key', '=', row.key)
    .execute();
  return 'renewed';
}
