import type { UserPoolId, UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { SignedTokenUse, SigningKey, SigningKeysOfPool } from '../../sign-in-store.ts';
import { lockPoolKey } from '../lock-pool-key.ts';
import { inTransaction, type SqlSession } from '../tables.ts';

export async function findSigningKeys({ db }: SqlSession, id: UserPoolId): Promise<SigningKeysOfPool | undefined> {
  const pool = await db
    .selectFrom('user_pools')
    .select('key')
    .where('id', '=', id)
    .where('is_deleted', '=', 0)
    .executeTakeFirst();
  if (!pool) return undefined;
  const userPoolKey = pool.key as UserPoolKey;
  return { userPoolKey, keys: await listKeys(db, userPoolKey) };
}

export function addFirstSigningKeys(
  session: SqlSession,
  pool: UserPoolKey,
  keys: readonly SigningKey[],
): Promise<readonly SigningKey[]> {
  return inTransaction(session, async (transaction) => {
    const { db } = transaction;
    if (!(await lockPoolKey(transaction, pool))) return [];
    const found = await listKeys(db, pool);
    if (found.length > 0) return found;
    for (const { id, use, sealedPrivateKey, publicKey, createdAt } of keys) {
      await db
        .insertInto('signing_keys')
        .values({
          user_pool_key: pool,
          id,
          token_use: use,
          sealed_private_key: Buffer.from(sealedPrivateKey),
          public_key: publicKey,
          created_at: createdAt,
        })
        .execute();
    }
    return keys;
  });
}

async function listKeys(db: SqlSession['db'], pool: UserPoolKey): Promise<SigningKey[]> {
  const rows = await db
    .selectFrom('signing_keys')
    .selectAll()
    .where('user_pool_key', '=', pool)
    .orderBy('key')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    use: row.token_use as SignedTokenUse,
    sealedPrivateKey: new Uint8Array(row.sealed_private_key),
    publicKey: row.public_key,
    createdAt: row.created_at,
  }));
}
