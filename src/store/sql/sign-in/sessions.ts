import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { Rotation, TokenUser } from '../../sign-in-store.ts';
import { type PlaceOf, prepareQuery } from '../prepared-query.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { subToBytes } from '../users/sub-bytes.ts';
import { USER_COLUMNS } from '../users/user-columns.ts';
import { userFromRow } from '../users/users.ts';

interface SessionOfUser {
  readonly pool: UserPoolKey;
  readonly sub: Uint8Array;
  readonly originJti: string;
}

const selectTokenUser = prepareQuery((db, place: PlaceOf<SessionOfUser>) =>
  db
    .selectFrom('users')
    .select(USER_COLUMNS)
    .select((eb) => [
      eb
        .selectFrom('revoked_origins')
        .select('expires_at')
        .where('user_pool_key', '=', place('pool'))
        .where('origin_jti', '=', place('originJti'))
        .as('revoked_until'),
      eb
        .selectFrom('ended_sessions')
        .select('ended_at')
        .where('user_pool_key', '=', place('pool'))
        .where('sub', '=', place('sub'))
        .as('sessions_ended_at'),
      eb
        .selectFrom('refresh_families')
        .select('generation')
        .where('user_pool_key', '=', place('pool'))
        .where('origin_jti', '=', place('originJti'))
        .as('refresh_generation'),
    ])
    .where('user_pool_key', '=', place('pool'))
    .where('sub', '=', place('sub')),
);

export async function findTokenUser(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  originJti: string,
): Promise<TokenUser | undefined> {
  const [row] = await selectTokenUser(session, { pool, sub: subToBytes(sub), originJti });
  if (!row) return undefined;
  return {
    user: userFromRow(row),
    isOriginRevoked: row.revoked_until !== null,
    sessionsEndedAt: row.sessions_ended_at ?? undefined,
    refreshGeneration: row.refresh_generation ?? 0,
  };
}

export async function revokeOrigin(
  { db }: SqlSession,
  pool: UserPoolKey,
  originJti: string,
  expiresAt: number,
): Promise<void> {
  await db
    .insertInto('revoked_origins')
    .values({ user_pool_key: pool, origin_jti: originJti, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function endSessions(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  nowMs: number,
): Promise<'ended' | 'not-found'> {
  return inTransaction(session, async (transaction) => {
    const { db, engine } = transaction;
    const subject = subToBytes(sub);
    // Locked, so that the user is not deleted meanwhile and leaves the row behind.
    const user = await db
      .selectFrom('users')
      .select('id')
      .where('user_pool_key', '=', pool)
      .where('sub', '=', subject)
      .modifyEnd(engine.lockRows('users'))
      .executeTakeFirst();
    if (!user) return 'not-found';
    await markSessionsEnded(transaction, pool, subject, nowMs);
    return 'ended';
  });
}

/** A clock that was set back does not bring sessions back. */
export async function markSessionsEnded(
  { db }: SqlSession,
  pool: UserPoolKey,
  sub: Uint8Array,
  nowMs: number,
): Promise<void> {
  await db
    .insertInto('ended_sessions')
    .values({ user_pool_key: pool, sub: Buffer.from(sub), ended_at: nowMs })
    .onConflict((conflict) =>
      conflict
        .columns(['user_pool_key', 'sub'])
        .doUpdateSet({ ended_at: nowMs })
        .where('ended_sessions.ended_at', '<', nowMs),
    )
    .execute();
}

export function rotateRefreshToken(
  session: SqlSession,
  pool: UserPoolKey,
  { originJti, generation, graceMs, expiresAt, nowMs }: Rotation,
): Promise<{ readonly kind: 'rotated'; readonly generation: number } | { readonly kind: 'reused' }> {
  return inTransaction(session, async ({ db }) => {
    // Creates the row or locks it: of two nodes the second sees what the first has done.
    const family = await db
      .insertInto('refresh_families')
      .values({ user_pool_key: pool, origin_jti: originJti, generation: 0, rotated_at: nowMs, expires_at: expiresAt })
      .onConflict((conflict) =>
        conflict
          .columns(['user_pool_key', 'origin_jti'])
          .doUpdateSet((eb) => ({ generation: eb.ref('refresh_families.generation') })),
      )
      .returning(['generation', 'rotated_at'])
      .executeTakeFirstOrThrow();
    // Without a grace nothing is within it, whatever the time is here: a node that asked earlier may be served later.
    const isWithinGrace = graceMs > 0 && family.generation === generation + 1 && nowMs < family.rotated_at + graceMs;
    if (isWithinGrace) return { kind: 'rotated', generation: family.generation };
    if (family.generation !== generation) return { kind: 'reused' };
    await db
      .updateTable('refresh_families')
      .set({ generation: generation + 1, rotated_at: nowMs })
      .where('user_pool_key', '=', pool)
      .where('origin_jti', '=', originJti)
      .execute();
    return { kind: 'rotated', generation: generation + 1 };
  });
}
