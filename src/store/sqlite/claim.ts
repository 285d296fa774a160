import { sql } from 'kysely';
import type { NodeId } from '../../base/node.ts';
import type { ImportJobKey, LeaseToken } from '../../domain/imports/import-job.ts';
import { findClaimableJob } from '../sql/jobs/claimable-job.ts';
import { leaseJob, lockLeasedJob } from '../sql/jobs/import-leases.ts';
import { inTransaction, type SqlSession } from '../sql/tables.ts';
import type { ClaimedJob } from '../store.ts';

/**
 * The lock of the data directory proves that no other process lives, so what the caller does not run nobody runs: no clock decides
 * whether a lease is over.
 */
export function claimImportJob(
  session: SqlSession,
  nodeId: NodeId,
  exclude: readonly ImportJobKey[],
): Promise<ClaimedJob | undefined> {
  return inTransaction(session, async (transaction) => {
    const isHeld =
      exclude.length === 0
        ? sql<number>`0`
        : sql<number>`(import_jobs.lease_held = 1 AND import_jobs.key IN (${sql.join(exclude)}))`;
    const row = await findClaimableJob(transaction, { isHeld, exclude }).executeTakeFirst();
    return row && leaseJob(transaction, row, nodeId);
  });
}

/** Nothing is written: a lease has no end that could be moved. */
export async function renewImportLease(session: SqlSession, token: LeaseToken): Promise<'renewed' | 'lease-lost'> {
  return (await lockLeasedJob(session, token)) ? 'renewed' : 'lease-lost';
}
