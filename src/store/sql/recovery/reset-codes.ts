import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { NewResetCode, ResetCodeUse } from '../../recovery-store.ts';
import type { CodePut, CodeRefusal } from '../../user-code.ts';
import { deleteCodes, judgeCode, putCodes } from '../codes/user-codes.ts';
import { forgetAttempts } from '../sign-in/failed-attempts.ts';
import { markSessionsEnded } from '../sign-in/sessions.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { lockUser, subjectBytes } from '../users/lock-user.ts';
import { userStatusCode } from '../users/user-codes.ts';

const PURPOSE = 'reset-password';

export function putResetCode(
  session: SqlSession,
  pool: UserPoolKey,
  owner: string | Uint8Array,
  { erasesPassword = false, nowMs, ...code }: NewResetCode,
): Promise<CodePut> {
  return inTransaction<CodePut>(session, async (transaction) => {
    const subject = subjectBytes(owner);
    const isThere = (await lockUser(transaction, pool, subject)) !== undefined;
    if (!isThere && typeof owner === 'string') return 'not-found';
    const put = await putCodes(transaction, { pool, subject }, [{ ...code, purpose: PURPOSE }], nowMs);
    if (put === 'stored' && erasesPassword) {
      await setPassword(transaction, pool, subject, { sealedPassword: null, status: 'RESET_REQUIRED', nowMs });
      await forgetAttempts(transaction, pool, subject);
    }
    return put;
  });
}

export function useResetCode(
  session: SqlSession,
  pool: UserPoolKey,
  owner: string | Uint8Array,
  { codeMac, sealedPassword, nowMs }: ResetCodeUse,
): Promise<'changed' | CodeRefusal> {
  return inTransaction<'changed' | CodeRefusal>(session, async (transaction) => {
    const subject = subjectBytes(owner);
    const isThere = (await lockUser(transaction, pool, subject)) !== undefined;
    if (!isThere && typeof owner === 'string') return 'not-found';
    const judged = await judgeCode(transaction, { pool, subject }, isThere, { purpose: PURPOSE, codeMac, nowMs });
    if (typeof judged === 'string') return judged;
    await setPassword(transaction, pool, subject, { sealedPassword, status: 'CONFIRMED', nowMs });
    await deleteCodes(transaction, { pool, subject }, PURPOSE);
    await forgetAttempts(transaction, pool, subject);
    await markSessionsEnded(transaction, pool, subject, nowMs);
    return 'changed';
  });
}

async function setPassword(
  { db }: SqlSession,
  pool: UserPoolKey,
  sub: Buffer,
  {
    sealedPassword,
    status,
    nowMs,
  }: {
    readonly sealedPassword: Uint8Array | null;
    readonly status: 'CONFIRMED' | 'RESET_REQUIRED';
    readonly nowMs: number;
  },
): Promise<void> {
  await db
    .updateTable('users')
    .set({
      sealed_password_hash: sealedPassword === null ? null : Buffer.from(sealedPassword),
      status: userStatusCode(status),
      modified_at: nowMs,
    })
    .where('user_pool_key', '=', pool)
    .where('sub', '=', sub)
    .execute();
}
