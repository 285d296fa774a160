import type { AppClientId } from '../../../domain/app-clients/app-client.ts';
import type { SealedClientSecret } from '../../../domain/app-clients/client-secret.ts';
import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import { inTransaction, type SqlSession } from '../tables.ts';

export function addClientSecret(
  session: SqlSession,
  pool: UserPoolKey,
  id: AppClientId,
  secret: SealedClientSecret,
  secretsMax: number,
): Promise<'added' | 'not-found' | 'no-secret' | 'too-many' | 'exists'> {
  return inTransaction(session, async (transaction) => {
    const key = await lockClient(transaction, pool, id);
    if (key === undefined) return 'not-found';
    const ids = await readSecretIds(transaction, key);
    if (ids.length === 0) return 'no-secret';
    if (ids.length >= secretsMax) return 'too-many';
    if (ids.includes(secret.id)) return 'exists';
    await insertClientSecret(transaction, key, secret);
    return 'added';
  });
}

export function deleteClientSecret(
  session: SqlSession,
  pool: UserPoolKey,
  id: AppClientId,
  secretId: string,
): Promise<'deleted' | 'not-found' | 'secret-not-found' | 'last-secret'> {
  return inTransaction(session, async (transaction) => {
    const key = await lockClient(transaction, pool, id);
    if (key === undefined) return 'not-found';
    const ids = await readSecretIds(transaction, key);
    if (!ids.includes(secretId)) return 'secret-not-found';
    if (ids.length === 1) return 'last-secret';
    await transaction.db
      .deleteFrom('app_client_secrets')
      .where('app_client_key', '=', key)
      .where('id', '=', secretId)
      .execute();
    return 'deleted';
  });
}

export async function insertClientSecret(
  { db }: SqlSession,
  clientKey: number,
  { id, sealedSecret, createdAt }: SealedClientSecret,
): Promise<void> {
  await db
    .insertInto('app_client_secrets')
    .values({ app_client_key: clientKey, id, sealed_secret: sealedSecret, created_at: createdAt })
    .execute();
}

/** The client is locked before its secrets are counted, so that two nodes cannot add, or delete, one too many. */
async function lockClient({ db, engine }: SqlSession, pool: UserPoolKey, id: AppClientId): Promise<number | undefined> {
  const row = await db
    .selectFrom('app_clients')
    .select('key')
    .where('id', '=', id)
    .where('user_pool_key', '=', pool)
    .modifyEnd(engine.lockRows('app_clients'))
    .executeTakeFirst();
  return row?.key;
}

async function readSecretIds({ db }: SqlSession, clientKey: number): Promise<readonly string[]> {
  const rows = await db.selectFrom('app_client_secrets').select('id').where('app_client_key', '=', clientKey).execute();
  return rows.map(({ id }) => id);
}
