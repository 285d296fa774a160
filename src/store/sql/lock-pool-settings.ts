import type { UserPoolKey, UserPoolSettings } from '../../domain/pools/user-pool.ts';
import type { SqlSession } from './tables.ts';

/** The settings of a pool, locked before any key of it changes hands, as in a batch, so that two writers cannot deadlock. */
export async function lockPoolSettings(
  { db, engine }: SqlSession,
  pool: UserPoolKey,
): Promise<UserPoolSettings | undefined> {
  const row = await db
    .selectFrom('user_pools')
    .select('settings')
    .where('key', '=', pool)
    .where('is_deleted', '=', 0)
    .modifyEnd(engine.lockRows('user_pools'))
    .executeTakeFirst();
  return row && (JSON.parse(row.settings) as UserPoolSettings);
}
