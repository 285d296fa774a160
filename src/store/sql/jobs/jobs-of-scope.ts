import type { Page } from '../../page.ts';
import type { PoolJob, Scope, ScopeJobCursor } from '../../store.ts';
import { cutPage } from '../cut-page.ts';
import type { SqlSession } from '../tables.ts';
import { jobFromRow } from './job-from-row.ts';

/** Of jobs created in the same millisecond the later one comes first. */
export async function listImportJobsOfScope(
  { db }: SqlSession,
  { account, region }: Scope,
  after: ScopeJobCursor | undefined,
  limit: number,
): Promise<Page<PoolJob, ScopeJobCursor>> {
  const jobs = db
    .selectFrom('import_jobs')
    .innerJoin('user_pools', 'user_pools.key', 'import_jobs.user_pool_key')
    .selectAll('import_jobs')
    .select('user_pools.name as user_pool_name')
    .where('import_jobs.account', '=', account)
    .where('import_jobs.region', '=', region)
    .orderBy('import_jobs.created_at', 'desc')
    .orderBy('import_jobs.key', 'desc')
    .limit(limit + 1);
  const rows = await (after === undefined
    ? jobs
    : jobs.where(({ eb, refTuple, tuple }) =>
        // One comparison of both columns, which the index answers as a range.
        eb(refTuple('import_jobs.created_at', 'import_jobs.key'), '<', tuple(after.createdAt, after.key)),
      )
  ).execute();
  const items = rows.map((row) => ({ job: jobFromRow(row), userPoolName: row.user_pool_name }));
  return cutPage(items, limit, ({ job }) => ({ createdAt: job.createdAt, key: job.key }));
}
