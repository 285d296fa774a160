import type { Group } from '../../../domain/groups/group.ts';
import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { GroupChange } from '../../group-store.ts';
import type { Page } from '../../page.ts';
import { cutPage } from '../cut-page.ts';
import { lockPoolKey } from '../lock-pool-key.ts';
import { type GroupRow, inTransaction, type SqlSession } from '../tables.ts';

/** Equal for names that differ in case only (R620). */
export function groupNameKey(name: string): string {
  return comparisonKey(name, false);
}

export function createGroup(
  session: SqlSession,
  group: Group,
  groupsPerPoolMax: number,
): Promise<'created' | 'exists' | 'pool-not-found' | 'too-many'> {
  return inTransaction(session, async (transaction) => {
    const { db } = transaction;
    if (!(await lockPoolKey(transaction, group.userPoolKey))) return 'pool-not-found';
    if (await findGroupRow(transaction, group.userPoolKey, group.name)) return 'exists';
    const { count } = await db
      .selectFrom('user_groups')
      .select((eb) => eb.fn.countAll<number | string>().as('count'))
      .where('user_pool_key', '=', group.userPoolKey)
      .where('is_deleted', '=', 0)
      .executeTakeFirstOrThrow();
    if (Number(count) >= groupsPerPoolMax) return 'too-many';
    await db
      .insertInto('user_groups')
      .values({
        user_pool_key: group.userPoolKey,
        name: group.name,
        name_key: groupNameKey(group.name),
        description: group.description ?? null,
        role_arn: group.roleArn ?? null,
        precedence: group.precedence ?? null,
        created_at: group.createdAt,
        modified_at: group.modifiedAt,
      })
      .execute();
    return 'created';
  });
}

export async function findGroup(session: SqlSession, pool: UserPoolKey, name: string): Promise<Group | undefined> {
  const row = await findGroupRow(session, pool, name);
  return row && groupFromRow(row);
}

export function findGroupRow({ db }: SqlSession, pool: UserPoolKey, name: string): Promise<GroupRow | undefined> {
  return db
    .selectFrom('user_groups')
    .selectAll()
    .where('user_pool_key', '=', pool)
    .where('name_key', '=', groupNameKey(name))
    .where('is_deleted', '=', 0)
    .executeTakeFirst();
}

export async function listGroups(
  { db }: SqlSession,
  pool: UserPoolKey,
  after: string | undefined,
  limit: number,
): Promise<Page<Group, string>> {
  const rows = await db
    .selectFrom('user_groups')
    .selectAll()
    .where('user_pool_key', '=', pool)
    .where('is_deleted', '=', 0)
    .where('name_key', '>', after === undefined ? '' : groupNameKey(after))
    .orderBy('name_key')
    .limit(limit + 1)
    .execute();
  return cutPage(rows.map(groupFromRow), limit, ({ name }) => name);
}

export function changeGroup(
  session: SqlSession,
  pool: UserPoolKey,
  name: string,
  { description, roleArn, precedence, nowMs }: GroupChange,
): Promise<Group | 'not-found'> {
  return inTransaction(session, async (transaction) => {
    await lockPoolKey(transaction, pool);
    const row = await findGroupRow(transaction, pool, name);
    if (!row) return 'not-found';
    const changed = await transaction.db
      .updateTable('user_groups')
      .set({
        description: description ?? row.description,
        role_arn: roleArn ?? row.role_arn,
        precedence: precedence ?? row.precedence,
        modified_at: nowMs,
      })
      .where('key', '=', row.key)
      .returningAll()
      .executeTakeFirstOrThrow();
    return groupFromRow(changed);
  });
}

/** The memberships stay in their table, invisible, until they are purged: half a million cannot be deleted in one short transaction. */
export function deleteGroup(session: SqlSession, pool: UserPoolKey, name: string): Promise<'deleted' | 'not-found'> {
  return inTransaction(session, async (transaction) => {
    await lockPoolKey(transaction, pool);
    const row = await findGroupRow(transaction, pool, name);
    if (!row) return 'not-found';
    await transaction.db.updateTable('user_groups').set({ is_deleted: 1 }).where('key', '=', row.key).execute();
    return 'deleted';
  });
}

/** All of a pool that is being deleted; a purge removes them with their memberships. */
export async function deleteGroupsOfPool({ db }: SqlSession, pool: number): Promise<void> {
  await db
    .updateTable('user_groups')
    .set({ is_deleted: 1 })
    .where('user_pool_key', '=', pool)
    .where('is_deleted', '=', 0)
    .execute();
}

/** Deletes up to `limit` memberships of a deleted group, and the group with the last of them. False once no deleted group is left. */
export function purgeGroups(session: SqlSession, limit: number): Promise<boolean> {
  return inTransaction(session, async ({ db, engine }) => {
    const group = await db
      .selectFrom('user_groups')
      .select('key')
      .where('is_deleted', '=', 1)
      .orderBy('key')
      .limit(1)
      .modifyEnd(engine.lockFreeRows('user_groups'))
      .executeTakeFirst();
    if (!group) return false;
    const members = db
      .selectFrom('group_members')
      .select('user_id')
      .where('group_key', '=', group.key)
      .orderBy('user_id')
      .limit(limit);
    const { numDeletedRows } = await db
      .deleteFrom('group_members')
      .where('group_key', '=', group.key)
      .where('user_id', 'in', members)
      .executeTakeFirstOrThrow();
    if (numDeletedRows < limit) await db.deleteFrom('user_groups').where('key', '=', group.key).execute();
    return true;
  });
}

export function groupFromRow(row: Omit<GroupRow, 'key' | 'name_key' | 'is_deleted'>): Group {
  return {
    userPoolKey: row.user_pool_key as UserPoolKey,
    name: row.name,
    ...(row.description !== null && { description: row.description }),
    ...(row.role_arn !== null && { roleArn: row.role_arn }),
    ...(row.precedence !== null && { precedence: row.precedence }),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  };
}
