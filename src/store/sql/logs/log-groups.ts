import { sql } from 'kysely';
import type { LogGroup } from '../../../domain/logs/log-event.ts';
import type { LogGroupQuery } from '../../log-store.ts';
import type { Page } from '../../page.ts';
import type { Scope } from '../../store.ts';
import { cutPage } from '../cut-page.ts';
import { inTransaction, type LogGroupRow, type SqlSession } from '../tables.ts';

export async function createLogGroup(
  { db }: SqlSession,
  { account, region }: GroupScope,
  name: string,
  nowMs: number,
): Promise<'created' | 'exists'> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('log_groups')
    .values({ account, region, name, created_at: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n ? 'created' : 'exists';
}

/** Nothing finds a stream or a block without its group: both wait for {@link purgeLogs}. */
export function deleteLogGroup(session: SqlSession, scope: Scope, name: string): Promise<'deleted' | 'not-found'> {
  return inTransaction(session, async (transaction) => {
    const group = await lockLogGroupRow(transaction, scope, name);
    if (!group) return 'not-found';
    await transaction.db.deleteFrom('log_groups').where('key', '=', group.key).execute();
    await transaction.db.insertInto('log_purges').values({ log_group_key: group.key, log_stream_key: null }).execute();
    return 'deleted';
  });
}

export async function setLogRetention(
  { db }: SqlSession,
  { account, region }: Scope,
  name: string,
  retentionDays: number | undefined,
): Promise<'changed' | 'not-found'> {
  const { numUpdatedRows } = await db
    .updateTable('log_groups')
    .set({ retention_days: retentionDays ?? null })
    .where('account', '=', account)
    .where('region', '=', region)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n ? 'changed' : 'not-found';
}

interface GroupScope {
  readonly account: string;
  readonly region: string;
}

export function findLogGroupRow(
  session: SqlSession,
  scope: GroupScope,
  name: string,
): Promise<LogGroupRow | undefined> {
  return selectGroup(session, scope, name).executeTakeFirst();
}

/** The group is locked before its streams and blocks are written. */
export function lockLogGroupRow(
  session: SqlSession,
  scope: GroupScope,
  name: string,
): Promise<LogGroupRow | undefined> {
  return selectGroup(session, scope, name).modifyEnd(session.engine.lockRows('log_groups')).executeTakeFirst();
}

function selectGroup({ db }: SqlSession, { account, region }: GroupScope, name: string) {
  return db
    .selectFrom('log_groups')
    .selectAll()
    .where('account', '=', account)
    .where('region', '=', region)
    .where('name', '=', name);
}

/** The key of the group, which is made if it is missing, and locked. */
export async function openLogGroup(
  { db }: SqlSession,
  { account, region }: GroupScope,
  name: string,
  nowMs: number,
): Promise<number> {
  const { key } = await db
    .insertInto('log_groups')
    .values({ account, region, name, created_at: nowMs })
    // Changes nothing, but whatever is there is found and locked by the same statement.
    .onConflict((conflict) => conflict.columns(['account', 'region', 'name']).doUpdateSet({ name }))
    .returning('key')
    .executeTakeFirstOrThrow();
  return key;
}

export async function findLogGroup(session: SqlSession, scope: Scope, name: string): Promise<LogGroup | undefined> {
  const row = await findLogGroupRow(session, scope, name);
  return row && logGroupFromRow(row);
}

/** By name. `pattern` is a part of the name, by case. */
export async function listLogGroups(
  { db }: SqlSession,
  scope: Scope,
  query: LogGroupQuery,
): Promise<Page<LogGroup, string>> {
  const { prefix = '', pattern = '', after, limit } = query;
  let groups = db
    .selectFrom('log_groups')
    .selectAll()
    .where('account', '=', scope.account)
    .where('region', '=', scope.region)
    .where(hasPrefix(prefix));
  // Unlike LIKE, replace() knows no wildcards and no letter case, on every engine.
  if (pattern !== '') groups = groups.where(sql<boolean>`replace(name, ${pattern}, '') <> name`);
  if (after !== undefined) groups = groups.where('name', '>', after);
  const rows = await groups
    .orderBy('name')
    .limit(limit + 1)
    .execute();
  return cutPage(rows.map(logGroupFromRow), limit, (group) => group.name);
}

export function hasPrefix(prefix: string) {
  return sql<boolean>`substr(name, 1, ${[...prefix].length}) = ${prefix}`;
}

function logGroupFromRow(row: LogGroupRow): LogGroup {
  return {
    name: row.name,
    createdAt: row.created_at,
    ...(row.retention_days !== null && { retentionDays: row.retention_days }),
    storedBytes: row.stored_bytes,
  };
}
