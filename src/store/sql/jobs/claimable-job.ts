import type { RawBuilder } from 'kysely';
import type { ImportJobKey } from '../../../domain/imports/import-job.ts';
import { ACTIVE_STATUSES } from '../../../domain/imports/import-transitions.ts';
import type { SqlSession } from '../tables.ts';

/**
 * Finds the job whose turn it is. One that was begun comes first: its worker is gone, and its users are half there. Then of the account
 * with the fewest running jobs, there of the pool with the fewest, there the one that was started first: neither an account nor a pool
 * with many jobs keeps the jobs of others waiting. Also a job that is `Stopping` is given out, for its worker to halt it (R67).
 *
 * `isHeld` is 1 if a live worker holds the row, which is an `import_jobs` without alias; `exclude` names jobs the caller does not want.
 */
export function findClaimableJob(
  { db }: SqlSession,
  { isHeld, exclude }: { readonly isHeld: RawBuilder<number>; readonly exclude: readonly ImportJobKey[] },
) {
  const waiting = db
    .with('running', (cte) =>
      cte
        .selectFrom('import_jobs')
        .select(['account', 'user_pool_key'])
        .where('status', 'in', ACTIVE_STATUSES)
        .where(isHeld, '=', 1),
    )
    .selectFrom('import_jobs')
    .selectAll('import_jobs')
    .where('status', 'in', ACTIVE_STATUSES)
    .where(isHeld, '=', 0);
  return (exclude.length > 0 ? waiting.where('key', 'not in', exclude) : waiting)
    .orderBy((eb) => eb.case().when('status', '=', 'Pending').then(1).else(0).end())
    .orderBy(({ selectFrom, fn }) =>
      selectFrom('running').select(fn.countAll().as('count')).whereRef('running.account', '=', 'import_jobs.account'),
    )
    .orderBy(({ selectFrom, fn }) =>
      selectFrom('running')
        .select(fn.countAll().as('count'))
        .whereRef('running.user_pool_key', '=', 'import_jobs.user_pool_key'),
    )
    .orderBy('started_at')
    .orderBy('key')
    .limit(1);
}
