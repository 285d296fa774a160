import { sql } from 'kysely';
import { EXPIRED_CODE_KEPT_MS } from '../../../domain/recovery/recovery-limits.ts';
import { LOCK_OUT_MS_MAX, QUIET_MS } from '../../../domain/sign-in/lock-out.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { purgeSigningKeys } from './signing-keys.ts';

/** Rows that are of no use from some time on: by which column, and how long after. */
const FORGOTTEN = [
  {
    table: 'failed_attempts',
    key: ['user_pool_key', 'subject'],
    column: 'last_failed_at',
    afterMs: Math.max(QUIET_MS, LOCK_OUT_MS_MAX),
  },
  { table: 'answered_challenges', key: ['id'], column: 'expires_at', afterMs: 0 },
  { table: 'revoked_origins', key: ['user_pool_key', 'origin_jti'], column: 'expires_at', afterMs: 0 },
  { table: 'refresh_families', key: ['user_pool_key', 'origin_jti'], column: 'expires_at', afterMs: 0 },
  {
    table: 'user_codes',
    key: ['user_pool_key', 'subject', 'purpose'],
    column: 'expires_at',
    afterMs: EXPIRED_CODE_KEPT_MS,
  },
  { table: 'user_code_attempts', key: ['user_pool_key', 'subject', 'purpose'], column: 'window_ends_at', afterMs: 0 },
] as const;

export function purgeSignIns(session: SqlSession, nowMs: number, limit: number): Promise<number> {
  return inTransaction(session, async (transaction) => {
    const { db } = transaction;
    let count = await purgeSigningKeys(transaction, nowMs, limit);
    for (const { table, key, column, afterMs } of FORGOTTEN) {
      const columns = sql.join(key.map((name) => sql.ref(name)));
      const { numAffectedRows = 0n } = await sql`
        DELETE FROM ${sql.table(table)} WHERE (${columns}) IN
          (SELECT ${columns} FROM ${sql.table(table)} WHERE ${sql.ref(column)} <= ${nowMs - afterMs} LIMIT ${limit})
      `.execute(db);
      count += Number(numAffectedRows);
    }
    return count;
  });
}
