import { sql } from 'kysely';
import type { UserPoolId, UserPoolKey } from '../../../domain/pools/user-pool.ts';
import { publishedKeys, REPLACED_KEY_KEPT_MS } from '../../../domain/sign-in/signing-key-life.ts';
import type { SignedTokenUse, SigningKey, SigningKeyRotation, SigningKeysOfPool } from '../../sign-in-store.ts';
import { lockPoolKey } from '../lock-pool-key.ts';
import { type PlaceOf, prepareQuery } from '../prepared-query.ts';
import { inTransaction, type SqlSession } from '../tables.ts';

/** One row for each key, and one for a pool without any. Ordered here: a query that sorts is planned again each time. */
const selectKeys = prepareQuery((db, place: PlaceOf<{ readonly id: UserPoolId }>) =>
  db
    .selectFrom('user_pools')
    .leftJoin('signing_keys', 'signing_keys.user_pool_key', 'user_pools.key')
    .select([
      'user_pools.key as pool_key',
      'signing_keys.key',
      'signing_keys.id',
      'signing_keys.token_use',
      'signing_keys.sealed_private_key',
      'signing_keys.public_key',
      'signing_keys.created_at',
    ])
    .where('user_pools.id', '=', place('id'))
    .where('user_pools.is_deleted', '=', sql.lit(0)),
);

export async function findSigningKeys(session: SqlSession, id: UserPoolId): Promise<SigningKeysOfPool | undefined> {
  const rows = await selectKeys(session, { id });
  const [first] = rows;
  if (!first) return undefined;
  rows.sort((one, other) => (one.key ?? 0) - (other.key ?? 0));
  return { userPoolKey: first.pool_key as UserPoolKey, keys: rows.flatMap(keyFromRow) };
}

export function addFirstSigningKeys(
  session: SqlSession,
  pool: UserPoolKey,
  keys: readonly SigningKey[],
): Promise<readonly SigningKey[]> {
  return inTransaction(session, async (transaction) => {
    if (!(await lockPoolKey(transaction, pool))) return [];
    const found = await listKeys(transaction, pool);
    if (found.length > 0) return found;
    await insertKeys(transaction, pool, keys);
    return keys;
  });
}

export function rotateSigningKeys(
  session: SqlSession,
  pool: UserPoolKey,
  keys: readonly SigningKey[],
  { nowMs, keysMax }: { readonly nowMs: number; readonly keysMax: number },
): Promise<SigningKeyRotation> {
  return inTransaction<SigningKeyRotation>(session, async (transaction) => {
    if (!(await lockPoolKey(transaction, pool))) return { kind: 'not-found' };
    const found = await listKeys(transaction, pool);
    const kept = publishedKeys(found, nowMs);
    if (kept.length + keys.length > keysMax) return { kind: 'too-many' };
    const dropped = found.filter((key) => !kept.includes(key)).map(({ id }) => id);
    if (dropped.length > 0) {
      await transaction.db
        .deleteFrom('signing_keys')
        .where('user_pool_key', '=', pool)
        .where('id', 'in', dropped)
        .execute();
    }
    await insertKeys(transaction, pool, keys);
    return { kind: 'rotated', keys: [...kept, ...keys] };
  });
}

/** Up to `limit` keys that are published no longer; answers how many went. Most pools have two keys, and an index tells which have more. */
export async function purgeSigningKeys({ db }: SqlSession, nowMs: number, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM signing_keys WHERE key IN (
      SELECT old.key FROM signing_keys AS old
      WHERE old.user_pool_key IN (SELECT user_pool_key FROM signing_keys GROUP BY user_pool_key HAVING count(*) > 2) AND (
        SELECT next.created_at FROM signing_keys AS next
        WHERE next.user_pool_key = old.user_pool_key AND next.token_use = old.token_use AND next.key > old.key
        ORDER BY next.key LIMIT 1
      ) <= ${nowMs - REPLACED_KEY_KEPT_MS} LIMIT ${limit})
  `.execute(db);
  return Number(numAffectedRows);
}

async function insertKeys({ db }: SqlSession, pool: UserPoolKey, keys: readonly SigningKey[]): Promise<void> {
  for (const { id, use, sealedPrivateKey, publicKey, signsFrom } of keys) {
    await db
      .insertInto('signing_keys')
      .values({
        user_pool_key: pool,
        id,
        token_use: use,
        sealed_private_key: Buffer.from(sealedPrivateKey),
        public_key: publicKey,
        created_at: signsFrom,
      })
      .execute();
  }
}

async function listKeys({ db }: SqlSession, pool: UserPoolKey): Promise<SigningKey[]> {
  const rows = await db
    .selectFrom('signing_keys')
    .selectAll()
    .where('user_pool_key', '=', pool)
    .orderBy('key')
    .execute();
  return rows.flatMap(keyFromRow);
}

type KeyRow = {
  readonly [Column in 'id' | 'token_use' | 'public_key']: string | null;
} & { readonly sealed_private_key: Uint8Array | null; readonly created_at: number | null };

function keyFromRow({ id, token_use: use, sealed_private_key: sealed, public_key: publicKey, created_at }: KeyRow) {
  if (id === null || use === null || sealed === null || publicKey === null || created_at === null) return [];
  const key: SigningKey = {
    id,
    use: use as SignedTokenUse,
    sealedPrivateKey: new Uint8Array(sealed),
    publicKey,
    signsFrom: created_at,
  };
  return [key];
}
