import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { PasswordReplacement, SignInLookUp } from '../../sign-in-store.ts';
import { deleteCodes } from '../codes/user-codes.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { subToBytes } from '../users/sub-bytes.ts';
import { userStatusCode } from '../users/user-codes.ts';
import { findUserRow, userFromRow } from '../users/users.ts';
import { findAttempts, forgetAttempts } from './failed-attempts.ts';
import { markSessionsEnded } from './sessions.ts';

export async function findSignInUser(
  session: SqlSession,
  pool: UserPoolKey,
  key: string,
  nobody: Uint8Array,
): Promise<SignInLookUp> {
  const row = await findUserRow(session, pool, key);
  const attempts = await findAttempts(session, pool, row?.sub ?? nobody);
  if (!row) return { found: undefined, attempts };
  const sealed = row.sealed_password_hash;
  return { found: { user: userFromRow(row), sealedPassword: sealed ? new Uint8Array(sealed) : undefined }, attempts };
}

export function replacePassword(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  { sealedPassword, expected, status, endsSessions = false, nowMs }: PasswordReplacement,
): Promise<'changed' | 'stale' | 'not-found'> {
  return inTransaction(session, async (transaction) => {
    const { db } = transaction;
    const subject = subToBytes(sub);
    let update = db
      .updateTable('users')
      .set({
        sealed_password_hash: sealedPassword === null ? null : Buffer.from(sealedPassword),
        ...(status !== undefined && { status: userStatusCode(status), modified_at: nowMs }),
      })
      .where('user_pool_key', '=', pool)
      .where('sub', '=', subject);
    if (expected === null) update = update.where('sealed_password_hash', 'is', null);
    if (expected) update = update.where('sealed_password_hash', '=', Buffer.from(expected));
    const { numUpdatedRows } = await update.executeTakeFirst();
    if (numUpdatedRows === 0n) return (await userExists(transaction, pool, subject)) ? 'stale' : 'not-found';
    if (status !== undefined) await forgetAttempts(transaction, pool, subject);
    if (status !== undefined && sealedPassword !== null) {
      await deleteCodes(transaction, { pool, subject }, 'reset-password');
    }
    if (endsSessions) await markSessionsEnded(transaction, pool, subject, nowMs);
    return 'changed';
  });
}

export async function userExists({ db }: SqlSession, pool: UserPoolKey, sub: Uint8Array): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('user_pool_key', '=', pool)
    .where('sub', '=', Buffer.from(sub))
    .executeTakeFirst();
  return row !== undefined;
}
