import { groupNameKey } from '../store/sql/groups/groups.ts';
import type { SqlSession } from '../store/sql/tables.ts';

type Database = Pick<SqlSession, 'db'>;
type Report = (fault: string) => void;

/**
 * Checks app clients and groups, on either engine: each belongs to a user pool, each secret to a client, each membership to a group and a
 * user. What waits to be purged is left out.
 */
export async function verifyClientsAndGroups(database: Database, report: Report): Promise<void> {
  await verifyClients(database, report);
  await verifyGroups(database, report);
}

async function verifyClients({ db }: Database, report: Report): Promise<void> {
  const clients = await db
    .selectFrom('app_clients')
    .leftJoin('user_pools', (join) =>
      join.onRef('user_pools.key', '=', 'app_clients.user_pool_key').on('user_pools.is_deleted', '=', 0),
    )
    .select(['app_clients.id', 'app_clients.settings', 'user_pools.id as pool_id'])
    .orderBy('app_clients.key')
    .execute();
  for (const { id, settings, pool_id } of clients) {
    if (pool_id === null) report(`app client ${id}: belongs to no user pool`);
    if (!isJson(settings)) report(`app client ${id}: its settings are not JSON`);
  }
  const { lost } = await db
    .selectFrom('app_client_secrets')
    .select(({ fn }) => fn.countAll<number>().as('lost'))
    .where('app_client_key', 'not in', ({ selectFrom }) => selectFrom('app_clients').select('key'))
    .executeTakeFirstOrThrow();
  if (Number(lost) > 0) report(`app clients: ${lost} secrets without an app client`);
}

async function verifyGroups({ db }: Database, report: Report): Promise<void> {
  const groups = await db
    .selectFrom('user_groups')
    .leftJoin('user_pools', (join) =>
      join.onRef('user_pools.key', '=', 'user_groups.user_pool_key').on('user_pools.is_deleted', '=', 0),
    )
    .select(['user_groups.name', 'user_groups.name_key', 'user_pools.id as pool_id'])
    .where('user_groups.is_deleted', '=', 0)
    .orderBy('user_groups.key')
    .execute();
  for (const { name, name_key, pool_id } of groups) {
    if (pool_id === null) report(`group ${name}: belongs to no user pool`);
    if (groupNameKey(name) !== name_key) report(`group ${name} of ${pool_id}: its name key does not match its name`);
  }
  const { groupless } = await db
    .selectFrom('group_members')
    .select(({ fn }) => fn.countAll<number>().as('groupless'))
    .where('group_key', 'not in', ({ selectFrom }) => selectFrom('user_groups').select('key'))
    .executeTakeFirstOrThrow();
  if (Number(groupless) > 0) report(`groups: ${groupless} memberships without a group`);
  const { userless } = await db
    .selectFrom('group_members')
    .innerJoin('user_groups', 'user_groups.key', 'group_members.group_key')
    .select(({ fn }) => fn.countAll<number>().as('userless'))
    .where('user_groups.is_deleted', '=', 0)
    .where('user_id', 'not in', ({ selectFrom }) => selectFrom('users').select('id'))
    .executeTakeFirstOrThrow();
  if (Number(userless) > 0) report(`groups: ${userless} memberships without a user`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
