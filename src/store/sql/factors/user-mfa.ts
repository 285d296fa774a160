import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { User } from '../../../domain/users/user.ts';
import type { MfaReplacement } from '../../factor-store.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { subToBytes } from '../users/sub-bytes.ts';
import { userMfaCode, userMfaOf } from '../users/user-codes.ts';

export function replaceUserMfa(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  { mfa, expected, needsSoftwareToken, nowMs }: MfaReplacement,
): Promise<'changed' | 'stale' | 'no-software-token' | 'not-found'> {
  return inTransaction(session, async (transaction) => {
    const subject = subToBytes(sub);
    const current = await findLockedMfa(transaction, pool, subject);
    if (current === undefined) return 'not-found';
    if (userMfaCode(current) !== userMfaCode(expected)) return 'stale';
    if (needsSoftwareToken && !(await hasSoftwareToken(transaction, pool, subject))) return 'no-software-token';
    await writeMfa(transaction, pool, subject, mfa, nowMs);
    return 'changed';
  });
}

/** Of a user whose row stays locked until the transaction ends; undefined for nobody. */
export async function findLockedMfa(
  { db, engine }: SqlSession,
  pool: UserPoolKey,
  sub: Buffer,
): Promise<User['mfa'] | undefined> {
  const row = await db
    .selectFrom('users')
    .select('mfa')
    .where('user_pool_key', '=', pool)
    .where('sub', '=', sub)
    .modifyEnd(engine.lockRows('users'))
    .executeTakeFirst();
  return row && userMfaOf(row.mfa);
}

export async function writeMfa(
  { db }: SqlSession,
  pool: UserPoolKey,
  sub: Buffer,
  mfa: User['mfa'],
  nowMs: number,
): Promise<void> {
  await db
    .updateTable('users')
    .set({ mfa: userMfaCode(mfa), modified_at: nowMs })
    .where('user_pool_key', '=', pool)
    .where('sub', '=', sub)
    .execute();
}

async function hasSoftwareToken({ db }: SqlSession, pool: UserPoolKey, sub: Buffer): Promise<boolean> {
  const row = await db
    .selectFrom('software_tokens')
    .select('last_step')
    .where('user_pool_key', '=', pool)
    .where('sub', '=', sub)
    .where('sealed_secret', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}
