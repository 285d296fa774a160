import type Database from 'better-sqlite3';
import { groupNameKey } from '../store/sql/groups/groups.ts';

/**
 * Checks app clients and groups: each belongs to a user pool, each secret to a client, each membership to a group and a user. What waits
 * to be purged is left out, and so is a database of a schema before these tables.
 */
export function verifyClientsAndGroups(database: Database.Database, report: (fault: string) => void): void {
  const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").pluck();
  if (isThere.get('app_clients') !== undefined) verifyClients(database, report);
  if (isThere.get('user_groups') !== undefined) verifyGroups(database, report);
}

interface ClientRow {
  readonly id: string;
  readonly settings: string;
  readonly pool_id: string | null;
}

function verifyClients(database: Database.Database, report: (fault: string) => void): void {
  const clients = database
    .prepare<[], ClientRow>(
      `SELECT app_clients.id, app_clients.settings, user_pools.id AS pool_id FROM app_clients
        LEFT JOIN user_pools ON user_pools.key = app_clients.user_pool_key AND user_pools.is_deleted = 0`,
    )
    .iterate();
  for (const { id, settings, pool_id } of clients) {
    if (pool_id === null) report(`app client ${id}: belongs to no user pool`);
    if (!isJson(settings)) report(`app client ${id}: its settings are not JSON`);
  }
  const lost = count(
    database,
    `SELECT count(*) FROM app_client_secrets
      WHERE app_client_key NOT IN (SELECT key FROM app_clients)`,
  );
  if (lost > 0) report(`app clients: ${lost} secrets without an app client`);
}

interface GroupOfPool {
  readonly name: string;
  readonly name_key: string;
  readonly pool_id: string | null;
}

function verifyGroups(database: Database.Database, report: (fault: string) => void): void {
  const groups = database
    .prepare<[], GroupOfPool>(
      `SELECT user_groups.name, user_groups.name_key, user_pools.id AS pool_id FROM user_groups
        LEFT JOIN user_pools ON user_pools.key = user_groups.user_pool_key AND user_pools.is_deleted = 0
        WHERE user_groups.is_deleted = 0`,
    )
    .iterate();
  for (const { name, name_key, pool_id } of groups) {
    if (pool_id === null) report(`group ${name}: belongs to no user pool`);
    if (groupNameKey(name) !== name_key) report(`group ${name} of ${pool_id}: its name key does not match its name`);
  }
  const groupless = count(
    database,
    'SELECT count(*) FROM group_members WHERE group_key NOT IN (SELECT key FROM user_groups)',
  );
  if (groupless > 0) report(`groups: ${groupless} memberships without a group`);
  const userless = count(
    database,
    `SELECT count(*) FROM group_members JOIN user_groups ON user_groups.key = group_members.group_key
      WHERE user_groups.is_deleted = 0 AND user_id NOT IN (SELECT id FROM users)`,
  );
  if (userless > 0) report(`groups: ${userless} memberships without a user`);
}

function count(database: Database.Database, sql: string): number {
  return Number(database.prepare(sql).pluck().get());
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
