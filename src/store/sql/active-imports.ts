import { ACTIVE_STATUSES, type ActiveStatus, IMPORTING_STATUSES } from '../../domain/imports/import-transitions.ts';
import type { Scope } from '../store.ts';
import type { SqlSession } from './tables.ts';

/** {@link IMPORTING_STATUSES} as a list of SQL, for the statements of a batch. */
export const IMPORTING_STATUSES_SQL = `(${IMPORTING_STATUSES.map((status) => `'${status}'`).join(', ')})`;

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

/** Over all accounts. Few jobs are active at any time, and the index of statuses has them together. */
export async function countActiveJobs({ db }: SqlSession): Promise<Readonly<Record<ActiveStatus, number>>> {
  const rows = await db
    .selectFrom('import_jobs')
    .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
    .where('status', 'in', ACTIVE_STATUSES)
    .groupBy('status')
    .execute();
  const countOf = (status: ActiveStatus) => Number(rows.find((row) => row.status === status)?.count ?? 0);
  return { Pending: countOf('Pending'), InProgress: countOf('InProgress'), Stopping: countOf('Stopping') };
}
