import { timingSafeEqual } from 'node:crypto';
import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import { RECOVERY_ATTEMPTS_MAX, RECOVERY_WINDOW_MS } from '../../../domain/recovery/recovery-limits.ts';
import type { UserStatus } from '../../../domain/users/user.ts';
import type { NewResetCode, ResetCodePut, ResetCodeUsage, ResetCodeUse } from '../../recovery-store.ts';
import { insertMessage } from '../messages/outbox.ts';
import { forgetAttempts } from '../sign-in/failed-attempts.ts';
import { markSessionsEnded } from '../sign-in/sessions.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { subToBytes } from '../users/sub-bytes.ts';
import { userStatusCode } from '../users/user-codes.ts';

export function putResetCode(
  session: SqlSession,
  pool: UserPoolKey,
  subject: string | Uint8Array,
  { codeMac, expiresAt, message, erasesPassword = false, nowMs }: NewResetCode,
): Promise<ResetCodePut> {
  return inTransaction<ResetCodePut>(session, async (transaction) => {
    const { db } = transaction;
    const bytes = subjectBytes(subject);
    // Refusals come before the first change.
    const isThere = await lockUser(transaction, pool, bytes);
    if (!isThere && typeof subject === 'string') return 'not-found';
    const attempts = await lockAttempts(transaction, pool, bytes, nowMs);
    if (attempts.requests >= RECOVERY_ATTEMPTS_MAX) return 'limit-exceeded';
    const put = await insertMessage(transaction, message);
    if (put !== 'stored') return put === 'outbox-full' ? 'outbox-full' : 'not-found';
    await writeAttempts(transaction, pool, bytes, { ...attempts, requests: attempts.requests + 1 });
    const code = { code_mac: Buffer.from(codeMac), expires_at: expiresAt };
    await db
      .insertInto('reset_codes')
      .values({ user_pool_key: pool, sub: bytes, ...code })
      .onConflict((conflict) => conflict.columns(['user_pool_key', 'sub']).doUpdateSet(code))
      .execute();
    if (erasesPassword) {
      await setPassword(transaction, pool, bytes, { sealedPassword: null, status: 'RESET_REQUIRED', nowMs });
      await forgetAttempts(transaction, pool, bytes);
    }
    return 'stored';
  });
}

export function useResetCode(
  session: SqlSession,
  pool: UserPoolKey,
  owner: string | Uint8Array,
  { codeMac, sealedPassword, nowMs }: ResetCodeUse,
): Promise<ResetCodeUsage> {
  return inTransaction<ResetCodeUsage>(session, async (transaction) => {
    const { db } = transaction;
    const subject = subjectBytes(owner);
    // Locked, so that of two callers with one code the second finds it used.
    const isThere = await lockUser(transaction, pool, subject);
    if (!isThere && typeof owner === 'string') return 'not-found';
    const code = await db
      .selectFrom('reset_codes')
      .select(['code_mac', 'expires_at'])
      .where('user_pool_key', '=', pool)
      .where('sub', '=', subject)
      .executeTakeFirst();
    if (!code) return 'none';
    if (nowMs >= code.expires_at) return 'expired';
    const attempts = await lockAttempts(transaction, pool, subject, nowMs);
    // Beyond the limit not even the right code is taken, so that it cannot be guessed.
    if (attempts.mistakes >= RECOVERY_ATTEMPTS_MAX) return 'limit-exceeded';
    const isRight = timingSafeEqual(Buffer.from(code.code_mac), Buffer.from(codeMac));
    if (!isRight || !isThere) {
      await writeAttempts(transaction, pool, subject, { ...attempts, mistakes: attempts.mistakes + 1 });
      return 'mismatch';
    }
    await setPassword(transaction, pool, subject, { sealedPassword, status: 'CONFIRMED', nowMs });
    await db.deleteFrom('reset_codes').where('user_pool_key', '=', pool).where('sub', '=', subject).execute();
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
  }: { readonly sealedPassword: Uint8Array | null; readonly status: UserStatus; readonly nowMs: number },
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

function subjectBytes(subject: string | Uint8Array): Buffer {
  return typeof subject === 'string' ? subToBytes(subject) : Buffer.from(subject);
}

async function lockUser({ db, engine }: SqlSession, pool: UserPoolKey, sub: Uint8Array): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('user_pool_key', '=', pool)
    .where('sub', '=', Buffer.from(sub))
    .modifyEnd(engine.lockRows('users'))
    .executeTakeFirst();
  return row !== undefined;
}

interface RecoveryAttempts {
  readonly requests: number;
  readonly mistakes: number;
  readonly windowEndsAt: number;
}

/** The attempts of this window; the row is created or locked, so that of two nodes the second waits for the first. */
async function lockAttempts(
  { db }: SqlSession,
  pool: UserPoolKey,
  subject: Buffer,
  nowMs: number,
): Promise<RecoveryAttempts> {
  const fresh = { requests: 0, mistakes: 0, windowEndsAt: nowMs + RECOVERY_WINDOW_MS };
  const row = await db
    .insertInto('recovery_attempts')
    .values({
      user_pool_key: pool,
      subject,
      request_count: 0,
      mistake_count: 0,
      window_ends_at: fresh.windowEndsAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['user_pool_key', 'subject'])
        .doUpdateSet((eb) => ({ window_ends_at: eb.ref('recovery_attempts.window_ends_at') })),
    )
    .returning(['request_count', 'mistake_count', 'window_ends_at'])
    .executeTakeFirstOrThrow();
  if (nowMs >= row.window_ends_at) return fresh;
  return { requests: row.request_count, mistakes: row.mistake_count, windowEndsAt: row.window_ends_at };
}

async function writeAttempts(
  { db }: SqlSession,
  pool: UserPoolKey,
  subject: Buffer,
  { requests, mistakes, windowEndsAt }: RecoveryAttempts,
): Promise<void> {
  await db
    .updateTable('recovery_attempts')
    .set({ request_count: requests, mistake_count: mistakes, window_ends_at: windowEndsAt })
    .where('user_pool_key', '=', pool)
    .where('subject', '=', subject)
    .execute();
}
