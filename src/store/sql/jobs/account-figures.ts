import type { AccountId } from '../../../domain/pools/user-pool.ts';
import type { AccountFigures, UnfinishedStatus } from '../../store.ts';
import type { SqlSession } from '../tables.ts';
import { STATUSES_WITH_UPLOAD } from './import-jobs.ts';

/** Over all regions. The number of users is a counter of each pool; unfinished jobs lie together in the index of statuses. */
export async function readAccountFigures({ db }: SqlSession, account: AccountId): Promise<AccountFigures> {
  const pools = await db
    .selectFrom('user_pools')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('user_count').as('users')])
    .where('account', '=', account)
    .where('is_deleted', '=', 0)
    .executeTakeFirstOrThrow();
  const jobs = await db
    .selectFrom('import_jobs')
    .select(({ fn }) => [
      'status',
      fn.countAll<number>().as('count'),
      fn.count<number>('upload_byte_length').as('uploads'),
      fn.sum<number | null>('upload_byte_length').as('bytes'),
    ])
    .where('status', 'in', STATUSES_WITH_UPLOAD)
    .where('account', '=', account)
    .groupBy('status')
    .execute();
  const countOf = (status: UnfinishedStatus) => Number(jobs.find((row) => row.status === status)?.count ?? 0);
  return {
    userPools: Number(pools.count),
    users: Number(pools.users ?? 0),
    unfinishedJobs: {
      Created: countOf('Created'),
      Pending: countOf('Pending'),
      InProgress: countOf('InProgress'),
      Stopping: countOf('Stopping'),
    },
    waitingUploads: jobs.reduce((sum, { uploads }) => sum + Number(uploads), 0),
    waitingUploadBytes: jobs.reduce((sum, { bytes }) => sum + Number(bytes ?? 0), 0),
  };
}
