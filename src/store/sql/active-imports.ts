import type { ImportJobStatus } from '../../domain/import-job.ts';
import type { Scope } from '../store.ts';
import type { SqlSession } from './tables.ts';

/** R62. */
export const ACTIVE_STATUSES: readonly ImportJobStatus[] = ['Pending', 'InProgress', 'Stopping'];

export async function hasActiveImport({ db }: SqlSession, userPoolKey: number): Promise<boolean> {
  const row = await db
    .selectFrom('import_jobs')
    .select('key')
    .where('user_pool_key', '=', userPoolKey)
    .where('status', 'in', ACTIVE_STATUSES)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Over all pools of the account and region (R63). */
export async function countActiveImports({ db }: SqlSession, scope: Scope): Promise<number> {
  const row = await db
    .selectFrom('import_jobs')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account', '=', scope.account)
    .where('region', '=', scope.region)
    .where('status', 'in', ACTIVE_STATUSES)
    .executeTakeFirstOrThrow();
  return row.count;
}
