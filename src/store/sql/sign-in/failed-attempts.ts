import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import { countFailure, type FailedAttempts, isLockedOut, isResetBySuccess } from '../../../domain/sign-in/lock-out.ts';
import { type PlaceOf, prepareQuery } from '../prepared-query.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { subToBytes } from '../users/sub-bytes.ts';

export function countFailedAttempt(
  session: SqlSession,
  pool: UserPoolKey,
  subject: string | Uint8Array,
  nowMs: number,
): Promise<'counted' | 'locked-out'> {
  return inTransaction(session, async ({ db }) => {
    const bytes = typeof subject === 'string' ? subToBytes(subject) : Buffer.from(subject);
    // Creates the row or locks it: of two nodes the second waits for the first.
    const row = await db
      .insertInto('failed_attempts')
      .values({ user_pool_key: pool, subject: bytes, count: 0, last_failed_at: nowMs })
      .onConflict((conflict) =>
        conflict
          .columns(['user_pool_key', 'subject'])
          .doUpdateSet((eb) => ({ count: eb.ref('failed_attempts.count') })),
      )
      .returning(['count', 'last_failed_at'])
      .executeTakeFirstOrThrow();
    const attempts = attemptsOf(row);
    if (isLockedOut(attempts, nowMs)) return 'locked-out';
    const next = countFailure(attempts, nowMs);
    await db
      .updateTable('failed_attempts')
      .set({ count: next.count, last_failed_at: next.lastFailedAt })
      .where('user_pool_key', '=', pool)
      .where('subject', '=', bytes)
      .execute();
    return 'counted';
  });
}

export function passLockOut(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  nowMs: number,
  forgets: boolean,
): Promise<'passed' | 'locked-out'> {
  return inTransaction(session, async ({ db, engine }) => {
    const subject = subToBytes(sub);
    const row = await db
      .selectFrom('failed_attempts')
      .select(['count', 'last_failed_at'])
      .where('user_pool_key', '=', pool)
      .where('subject', '=', subject)
      .modifyEnd(engine.lockRows('failed_attempts'))
      .executeTakeFirst();
    const attempts = row && attemptsOf(row);
    if (isLockedOut(attempts, nowMs)) return 'locked-out';
    if (forgets && attempts && isResetBySuccess(attempts)) await forgetAttempts({ db, engine }, pool, subject);
    return 'passed';
  });
}

const selectAttempts = prepareQuery(
  (db, place: PlaceOf<{ readonly pool: UserPoolKey; readonly subject: Uint8Array }>) =>
    db
      .selectFrom('failed_attempts')
      .select(['count', 'last_failed_at'])
      .where('user_pool_key', '=', place('pool'))
      .where('subject', '=', place('subject')),
);

export async function findAttempts(
  session: SqlSession,
  pool: UserPoolKey,
  subject: Uint8Array,
): Promise<FailedAttempts | undefined> {
  const [row] = await selectAttempts(session, { pool, subject: Buffer.from(subject) });
  return row && attemptsOf(row);
}

export async function forgetAttempts({ db }: SqlSession, pool: UserPoolKey, subject: Uint8Array): Promise<void> {
  await db
    .deleteFrom('failed_attempts')
    .where('user_pool_key', '=', pool)
    .where('subject', '=', Buffer.from(subject))
    .execute();
}

function attemptsOf(row: { readonly count: number; readonly last_failed_at: number }): FailedAttempts | undefined {
  return row.count === 0 ? undefined : { count: row.count, lastFailedAt: row.last_failed_at };
}
