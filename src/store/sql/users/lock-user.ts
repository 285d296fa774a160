import type { SqlSession, UserRow } from '../tables.ts';
import { subToBytes } from './sub-bytes.ts';
import { USER_COLUMNS } from './user-columns.ts';

/** The 16 bytes that codes and attempts are stored under: of a `sub`, or those of nobody. */
export function subjectBytes(subject: string | Uint8Array): Buffer {
  return typeof subject === 'string' ? subToBytes(subject) : Buffer.from(subject);
}

/** The row of the user, which nobody else writes until the transaction ends; undefined for nobody. */
export async function lockUser(
  { db, engine }: SqlSession,
  pool: number,
  sub: Uint8Array,
): Promise<UserRow | undefined> {
  return await db
    .selectFrom('users')
    .select(USER_COLUMNS)
    .where('user_pool_key', '=', pool)
    .where('sub', '=', Buffer.from(sub))
    .modifyEnd(engine.lockRows('users'))
    .executeTakeFirst();
}
