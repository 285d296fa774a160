import type { SqlSession } from '../tables.ts';
import { inTransaction } from '../tables.ts';
import { endOfUserIds, firstUserId } from './user-ids.ts';

/** Deletes up to `limit` users of a deleted pool, and the pool with the last of them. False once no deleted pool is left. */
export function purgeUsers(session: SqlSession, limit: number): Promise<boolean> {
  return inTransaction(session, async ({ db, engine }) => {
    const pool = await db
      .selectFrom('user_pools')
      .select('key')
      .where('is_deleted', '=', 1)
      .orderBy('key')
      .limit(1)
      .modifyEnd(engine.lockFreeRows('user_pools'))
      .executeTakeFirst();
    if (!pool) return false;
    const users = db
      .selectFrom('users')
      .select('id')
      .where('id', '>', firstUserId(pool.key))
      .where('id', '<', endOfUserIds(pool.key))
      .orderBy('id')
      .limit(limit);
    const { numDeletedRows } = await db.deleteFrom('users').where('id', 'in', users).executeTakeFirstOrThrow();
    if (numDeletedRows < limit) await db.deleteFrom('user_pools').where('key', '=', pool.key).execute();
    return true;
  });
}
