import { type Expression, type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type {
  AppClient,
  AppClientId,
  AppClientKey,
  AppClientSettings,
} from '../../../domain/app-clients/app-client.ts';
import type { SealedClientSecret } from '../../../domain/app-clients/client-secret.ts';
import type { AccountId, UserPoolId, UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { AppClientChange, AppClientCreation, ListedAppClient, NewAppClient } from '../../app-client-store.ts';
import type { Page } from '../../page.ts';
import { cutPage } from '../cut-page.ts';
import { lockPoolKey } from '../lock-pool-key.ts';
import { keepParsedJson } from '../parse-kept-json.ts';
import { type PlaceOf, prepareQuery } from '../prepared-query.ts';
import { inTransaction, type SqlSession, type Tables } from '../tables.ts';
import { insertClientSecret } from './client-secrets.ts';

export function createAppClient(
  session: SqlSession,
  client: NewAppClient,
  clientsPerPoolMax: number,
): Promise<AppClientCreation> {
  return inTransaction<AppClientCreation>(session, async (transaction) => {
    const { db } = transaction;
    const pool = await lockPoolKey(transaction, client.userPoolKey);
    if (!pool) return { kind: 'pool-not-found' };
    const { count } = await db
      .selectFrom('app_clients')
      .select((eb) => eb.fn.countAll<number | string>().as('count'))
      .where('user_pool_key', '=', client.userPoolKey)
      .executeTakeFirstOrThrow();
    if (Number(count) >= clientsPerPoolMax) return { kind: 'too-many' };
    const { key } = await db
      .insertInto('app_clients')
      .values({
        id: client.id,
        user_pool_key: client.userPoolKey,
        name: client.name,
        created_at: client.createdAt,
        modified_at: client.modifiedAt,
        settings: JSON.stringify(client.settings),
      })
      .returning('key')
      .executeTakeFirstOrThrow();
    for (const secret of client.secrets) await insertClientSecret(transaction, key, secret);
    return {
      kind: 'created',
      client: {
        ...client,
        key: key as AppClientKey,
        userPoolId: pool.id as UserPoolId,
        account: pool.account as AccountId,
        region: pool.region,
      },
    };
  });
}

/** The client of an id whose pool is not deleted: one row for each secret, and one for a client without any. */
export function selectClientRows(
  db: Kysely<Tables>,
  id: Expression<AppClientId>,
): SelectQueryBuilder<Tables, 'app_clients' | 'user_pools', ClientRow> {
  return db
    .selectFrom('app_clients')
    .innerJoin('user_pools', 'user_pools.key', 'app_clients.user_pool_key')
    .leftJoin('app_client_secrets', 'app_client_secrets.app_client_key', 'app_clients.key')
    .selectAll('app_clients')
    .select(['user_pools.id as user_pool_id', 'user_pools.account', 'user_pools.region'])
    .select([
      'app_client_secrets.key as secret_key',
      'app_client_secrets.id as secret_id',
      'app_client_secrets.sealed_secret',
      'app_client_secrets.created_at as secret_created_at',
    ])
    .where('app_clients.id', '=', id)
    .where('user_pools.is_deleted', '=', sql.lit(0));
}

const selectClient = prepareQuery((db, place: PlaceOf<{ readonly id: AppClientId }>) =>
  selectClientRows(db, place('id')),
);

export async function findAppClient(session: SqlSession, id: AppClientId): Promise<AppClient | undefined> {
  return clientFromRows(await selectClient(session, { id }));
}

const parseSettings = keepParsedJson<AppClientSettings>((text) => JSON.parse(text));

/** The client of the rows that a join with its secrets gives, in whatever order: a query that sorts is slower than all the rest of it. */
export function clientFromRows(rows: readonly ClientRow[]): AppClient | undefined {
  const [row] = rows;
  if (!row) return undefined;
  const ordered = rows.toSorted((one, other) => (one.secret_key ?? 0) - (other.secret_key ?? 0));
  return {
    key: row.key as AppClientKey,
    id: row.id as AppClientId,
    userPoolKey: row.user_pool_key as UserPoolKey,
    userPoolId: row.user_pool_id as UserPoolId,
    account: row.account as AccountId,
    region: row.region,
    name: row.name,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    settings: parseSettings(row.settings),
    secrets: ordered.flatMap(secretFromRow),
  };
}

export async function listAppClients(
  { db }: SqlSession,
  pool: UserPoolKey,
  after: AppClientKey | undefined,
  limit: number,
): Promise<Page<ListedAppClient, AppClientKey>> {
  const rows = await db
    .selectFrom('app_clients')
    .select(['key', 'id', 'name'])
    .where('user_pool_key', '=', pool)
    .where('key', '>', after ?? 0)
    .orderBy('key')
    .limit(limit + 1)
    .execute();
  const clients = rows.map(({ key, id, name }) => ({ key: key as AppClientKey, id: id as AppClientId, name }));
  return cutPage(clients, limit, ({ key }) => key);
}

export function replaceAppClientSettings(
  session: SqlSession,
  pool: UserPoolKey,
  id: AppClientId,
  { settings, name, nowMs }: AppClientChange,
): Promise<AppClient | 'not-found'> {
  return inTransaction(session, async (transaction) => {
    const result = await transaction.db
      .updateTable('app_clients')
      .set({ settings: JSON.stringify(settings), modified_at: nowMs, ...(name !== undefined && { name }) })
      .where('id', '=', id)
      .where('user_pool_key', '=', pool)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) return 'not-found';
    return (await findAppClient(transaction, id)) ?? 'not-found';
  });
}

export function deleteAppClient(
  session: SqlSession,
  pool: UserPoolKey,
  id: AppClientId,
): Promise<'deleted' | 'not-found'> {
  return inTransaction(session, async ({ db }) => {
    const row = await db
      .deleteFrom('app_clients')
      .where('id', '=', id)
      .where('user_pool_key', '=', pool)
      .returning('key')
      .executeTakeFirst();
    if (!row) return 'not-found';
    await db.deleteFrom('app_client_secrets').where('app_client_key', '=', row.key).execute();
    return 'deleted';
  });
}

/** All of a pool that is being deleted: the clients first, so that a secret that is being added to one of them is there to be deleted. */
export async function deleteAppClientsOfPool({ db }: SqlSession, pool: number): Promise<void> {
  const clients = await db.deleteFrom('app_clients').where('user_pool_key', '=', pool).returning('key').execute();
  if (clients.length === 0) return;
  const keys = clients.map(({ key }) => key);
  await db.deleteFrom('app_client_secrets').where('app_client_key', 'in', keys).execute();
}

interface ClientRow extends SecretRow {
  readonly key: number;
  readonly id: string;
  readonly user_pool_key: number;
  readonly user_pool_id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly created_at: number;
  readonly modified_at: number;
  readonly settings: string;
}

interface SecretRow {
  readonly secret_key: number | null;
  readonly secret_id: string | null;
  readonly sealed_secret: Uint8Array | null;
  readonly secret_created_at: number | null;
}

function secretFromRow({ secret_id, sealed_secret, secret_created_at }: SecretRow): SealedClientSecret[] {
  if (secret_id === null || sealed_secret === null || secret_created_at === null) return [];
  return [{ id: secret_id, sealedSecret: new Uint8Array(sealed_secret), createdAt: secret_created_at }];
}
