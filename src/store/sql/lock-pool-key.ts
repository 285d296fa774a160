import type { UserPoolKey } from '../../domain/pools/user-pool.ts';
import type { SqlSession } from './tables.ts';

/** Locks a pool that is known by its key, before something in it is created; undefined if it was deleted meanwhile. */
export function lockPoolKey(
  { db, engine }: SqlSession,
  pool: UserPoolKey,
): Promise<{ readonly id: string; readonly account: string; readonly region: string } | undefined> {
  return db
    .selectFrom('user_pools')
    .select(['id', 'account', 'region'])
    .where('key', '=', pool)
    .where('is_deleted', '=', 0)
    .modifyEnd(engine.lockRows('user_pools'))
    .executeTakeFirst();
}
