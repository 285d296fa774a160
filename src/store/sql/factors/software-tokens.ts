import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import { changeMfa } from '../../../domain/users/chosen-mfa.ts';
import type { AcceptedSoftwareTokenCode, SoftwareToken } from '../../factor-store.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { subToBytes } from '../users/sub-bytes.ts';
import { findLockedMfa, writeMfa } from './user-mfa.ts';

export async function findSoftwareToken(
  { db }: SqlSession,
  pool: UserPoolKey,
  sub: string,
): Promise<SoftwareToken | undefined> {
  const row = await db
    .selectFrom('software_tokens')
    .select(['sealed_secret', 'sealed_pending_secret'])
    .where('user_pool_key', '=', pool)
    .where('sub', '=', subToBytes(sub))
    .executeTakeFirst();
  const bytesOf = (sealed: Uint8Array | null) => (sealed ? new Uint8Array(sealed) : undefined);
  return row && { sealedSecret: bytesOf(row.sealed_secret), sealedPendingSecret: bytesOf(row.sealed_pending_secret) };
}

export function putPendingSoftwareToken(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  sealedPendingSecret: Uint8Array,
): Promise<'stored' | 'not-found'> {
  return inTransaction(session, async (transaction) => {
    const subject = subToBytes(sub);
    if ((await findLockedMfa(transaction, pool, subject)) === undefined) return 'not-found';
    const pending = { sealed_pending_secret: Buffer.from(sealedPendingSecret) };
    await transaction.db
      .insertInto('software_tokens')
      .values({ user_pool_key: pool, sub: subject, sealed_secret: null, ...pending, last_step: 0 })
      .onConflict((conflict) => conflict.columns(['user_pool_key', 'sub']).doUpdateSet(pending))
      .execute();
    return 'stored';
  });
}

export async function confirmSoftwareToken(
  { db }: SqlSession,
  pool: UserPoolKey,
  sub: string,
  { sealedSecret, step }: AcceptedSoftwareTokenCode,
): Promise<'confirmed' | 'stale'> {
  const secret = Buffer.from(sealedSecret);
  const { numUpdatedRows } = await db
    .updateTable('software_tokens')
    .set({ sealed_secret: secret, sealed_pending_secret: null, last_step: step })
    .where('user_pool_key', '=', pool)
    .where('sub', '=', subToBytes(sub))
    .where('sealed_pending_secret', '=', secret)
    .executeTakeFirst();
  return numUpdatedRows > 0n ? 'confirmed' : 'stale';
}

export function addFirstSoftwareToken(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  { sealedSecret, step, nowMs }: AcceptedSoftwareTokenCode & { readonly nowMs: number },
): Promise<'added' | 'exists' | 'not-found'> {
  return inTransaction(session, async (transaction) => {
    const subject = subToBytes(sub);
    const mfa = await findLockedMfa(transaction, pool, subject);
    if (mfa === undefined) return 'not-found';
    const values = { sealed_secret: Buffer.from(sealedSecret), sealed_pending_secret: null, last_step: step };
    const written = await transaction.db
      .insertInto('software_tokens')
      .values({ user_pool_key: pool, sub: subject, ...values })
      .onConflict((conflict) =>
        conflict
          .columns(['user_pool_key', 'sub'])
          .doUpdateSet(values)
          .where('software_tokens.sealed_secret', 'is', null),
      )
      .returning('last_step')
      .executeTakeFirst();
    if (!written) return 'exists';
    const changed = changeMfa(mfa, [{ factor: 'SOFTWARE_TOKEN_MFA', isEnabled: true, isPreferred: true }]);
    await writeMfa(transaction, pool, subject, changed, nowMs);
    return 'added';
  });
}

export function useSoftwareTokenCode(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  { sealedSecret, step }: AcceptedSoftwareTokenCode,
): Promise<'accepted' | 'used-before' | 'stale'> {
  return inTransaction(session, async ({ db, engine }) => {
    const subject = subToBytes(sub);
    const row = await db
      .selectFrom('software_tokens')
      .select(['sealed_secret', 'last_step'])
      .where('user_pool_key', '=', pool)
      .where('sub', '=', subject)
      .modifyEnd(engine.lockRows('software_tokens'))
      .executeTakeFirst();
    if (!row?.sealed_secret || !Buffer.from(row.sealed_secret).equals(Buffer.from(sealedSecret))) return 'stale';
    if (step <= row.last_step) return 'used-before';
    await db
      .updateTable('software_tokens')
      .set({ last_step: step })
      .where('user_pool_key', '=', pool)
      .where('sub', '=', subject)
      .execute();
    return 'accepted';
  });
}

export function deleteSoftwareToken(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  nowMs: number,
): Promise<'deleted' | 'not-found'> {
  return inTransaction(session, async (transaction) => {
    const subject = subToBytes(sub);
    const mfa = await findLockedMfa(transaction, pool, subject);
    if (mfa === undefined) return 'not-found';
    await transaction.db
      .deleteFrom('software_tokens')
      .where('user_pool_key', '=', pool)
      .where('sub', '=', subject)
      .execute();
    const isActive = typeof mfa !== 'string' && mfa.factors.includes('SOFTWARE_TOKEN_MFA');
    if (isActive) {
      const changed = changeMfa(mfa, [{ factor: 'SOFTWARE_TOKEN_MFA', isEnabled: false }]);
      await writeMfa(transaction, pool, subject, changed, nowMs);
    }
    return 'deleted';
  });
}
