import type { AppClientId } from '../../../domain/app-clients/app-client.ts';
import type { ClientAndPool } from '../../app-client-store.ts';
import { clientFromRows, selectClientRows } from '../app-clients/app-clients.ts';
import { type PlaceOf, prepareQuery } from '../prepared-query.ts';
import type { SqlSession } from '../tables.ts';
import { poolFromRow } from './pool-from-row.ts';

const selectClientAndPool = prepareQuery((db, place: PlaceOf<{ readonly id: AppClientId }>) =>
  selectClientRows(db, place('id')).select([
    'user_pools.name as pool_name',
    'user_pools.created_at as pool_created_at',
    'user_pools.modified_at as pool_modified_at',
    'user_pools.settings as pool_settings',
    'user_pools.schema_attributes',
    'user_pools.user_count',
  ]),
);

export async function findClientAndPool(session: SqlSession, id: AppClientId): Promise<ClientAndPool | undefined> {
  const rows = await selectClientAndPool(session, { id });
  const client = clientFromRows(rows);
  const [row] = rows;
  if (!client || !row) return undefined;
  const pool = poolFromRow({
    key: row.user_pool_key,
    id: row.user_pool_id,
    account: row.account,
    region: row.region,
    name: row.pool_name,
    created_at: row.pool_created_at,
    modified_at: row.pool_modified_at,
    settings: row.pool_settings,
    schema_attributes: row.schema_attributes,
    user_count: row.user_count,
  });
  return { client, pool };
}
