import type { ImportJobKey } from '../../domain/import-job.ts';
import { ACTIVE_STATUSES } from '../sql/active-imports.ts';
import { leaseJob } from '../sql/import-leases.ts';
import { inTransaction, type SqlSession } from '../sql/tables.ts';
import type { ClaimedJob } from '../store.ts';

/**
 * The lock of the data directory proves that no other process lives, so what the caller does not run nobody runs: no clock decides
 * whether a lease is over. Also a job that is `Stopping` is given out, for its worker to halt it (R67).
 */
export function claimImportJob(session: SqlSession, exclude: readonly ImportJobKey[]): Promise<ClaimedJob | undefined> {
  return inTransaction(session, async (transaction) => {
    let jobs = transaction.db.selectFrom('import_jobs').selectAll().where('status', 'in', ACTIVE_STATUSES);
    if (exclude.length > 0) jobs = jobs.where('key', 'not in', exclude);
    const row = await jobs.orderBy('started_at').orderBy('key').limit(1).executeTakeFirst();
    return row && leaseJob(transaction, row);
  });
}
