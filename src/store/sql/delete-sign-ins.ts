import type { UserPoolKey } from '../../domain/pools/user-pool.ts';
import type { SqlSession } from './tables.ts';

/** Tables of `sign-in/` with rows of single pools. */
const OF_POOLS = [
  'failed_attempts',
  'revoked_origins',
  'refresh_families',
  'ended_sessions',
  'signing_keys',
  'user_codes',
  'user_code_attempts',
] as const;

/** All of a pool that is being deleted. */
export async function deleteSignInsOfPool({ db }: SqlSession, pool: UserPoolKey): Promise<void> {
  for (const table of OF_POOLS) await db.deleteFrom(table).where('user_pool_key', '=', pool).execute();
}

/** All of a user who was deleted. */
export async function deleteSignInsOfUser({ db }: SqlSession, pool: UserPoolKey, sub: Uint8Array): Promise<void> {
  for (const table of ['failed_attempts', 'user_codes', 'user_code_attempts'] as const)
    await db.deleteFrom(table).where('user_pool_key', '=', pool).where('subject', '=', sub).execute();
  await db.deleteFrom('ended_sessions').where('user_pool_key', '=', pool).where('sub', '=', sub).execute();
}
