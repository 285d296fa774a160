import { sql } from 'kysely';
import { type Group, PRECEDENCE_MAX } from '../../../domain/groups/group.ts';
import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { User } from '../../../domain/users/user.ts';
import type { GroupCursor, MembershipChange } from '../../group-store.ts';
import type { Page } from '../../page.ts';
import type { UserCursor } from '../../user-query.ts';
import { lockPoolKey } from '../lock-pool-key.ts';
import { type PlaceOf, prepareQuery } from '../prepared-query.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { USER_COLUMNS } from '../users/user-columns.ts';
import { userFromRow } from '../users/users.ts';
import { findGroupRow, groupFromRow } from './groups.ts';

export function addGroupMember(
  session: SqlSession,
  pool: UserPoolKey,
  groupName: string,
  usernameKey: string,
  groupsPerUserMax: number,
): Promise<MembershipChange | 'too-many'> {
  return inTransaction(session, async (transaction) => {
    const { db } = transaction;
    const membership = await lockMembership(transaction, pool, groupName, usernameKey);
    if (typeof membership === 'string') return membership;
    const groups = await db
      .selectFrom('group_members')
      .innerJoin('user_groups', 'user_groups.key', 'group_members.group_key')
      .select('group_members.group_key')
      .where('group_members.user_id', '=', membership.user_id)
      .where('user_groups.is_deleted', '=', 0)
      .execute();
    if (groups.some(({ group_key }) => group_key === membership.group_key)) return 'changed';
    if (groups.length >= groupsPerUserMax) return 'too-many';
    await db.insertInto('group_members').values(membership).execute();
    return 'changed';
  });
}

export function removeGroupMember(
  session: SqlSession,
  pool: UserPoolKey,
  groupName: string,
  usernameKey: string,
): Promise<MembershipChange> {
  return inTransaction(session, async (transaction) => {
    const membership = await lockMembership(transaction, pool, groupName, usernameKey);
    if (typeof membership === 'string') return membership;
    await transaction.db
      .deleteFrom('group_members')
      .where('group_key', '=', membership.group_key)
      .where('user_id', '=', membership.user_id)
      .execute();
    return 'changed';
  });
}

interface GroupsOfUser {
  readonly pool: UserPoolKey;
  readonly usernameKey: string;
  readonly afterRank: number;
  readonly afterNameKey: string;
  readonly limit: number;
}

const BEFORE_ALL_GROUPS: GroupCursor = { rank: -1, nameKey: '' };

const selectGroupsOfUser = prepareQuery((db, place: PlaceOf<GroupsOfUser>) => {
  const rank = sql<number>`coalesce(user_groups.precedence, ${sql.lit(PRECEDENCE_MAX + 1)})`;
  return db
    .selectFrom('users')
    .innerJoin('group_members', 'group_members.user_id', 'users.id')
    .innerJoin('user_groups', 'user_groups.key', 'group_members.group_key')
    .selectAll('user_groups')
    .select(rank.as('rank'))
    .where('users.user_pool_key', '=', place('pool'))
    .where('users.username_key', '=', place('usernameKey'))
    .where('user_groups.is_deleted', '=', sql.lit(0))
    .where((eb) =>
      eb.or([
        eb(rank, '>', place('afterRank')),
        eb.and([eb(rank, '=', place('afterRank')), eb('user_groups.name_key', '>', place('afterNameKey'))]),
      ]),
    )
    .orderBy('rank')
    .orderBy('user_groups.name_key')
    .limit(place('limit'));
});

export async function listGroupsOfUser(
  session: SqlSession,
  pool: UserPoolKey,
  usernameKey: string,
  after: GroupCursor | undefined,
  limit: number,
): Promise<Page<Group, GroupCursor>> {
  const { rank: afterRank, nameKey: afterNameKey } = after ?? BEFORE_ALL_GROUPS;
  const rows = await selectGroupsOfUser(session, { pool, usernameKey, afterRank, afterNameKey, limit: limit + 1 });
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const page = { items: kept.map(groupFromRow) };
  if (rows.length <= limit || !last) return page;
  return { ...page, next: { rank: Number(last.rank), nameKey: last.name_key } };
}

export async function listGroupMembers(
  session: SqlSession,
  pool: UserPoolKey,
  groupName: string,
  after: UserCursor | undefined,
  limit: number,
): Promise<Page<User, UserCursor> | 'not-found'> {
  const group = await findGroupRow(session, pool, groupName);
  if (!group) return 'not-found';
  const rows = await session.db
    .selectFrom('group_members')
    .innerJoin('users', 'users.id', 'group_members.user_id')
    .select(USER_COLUMNS.map((column) => `users.${column}` as const))
    .where('group_members.group_key', '=', group.key)
    .where('group_members.user_id', '>', after ?? 0)
    .orderBy('group_members.user_id')
    .limit(limit + 1)
    .execute();
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const page = { items: kept.map(userFromRow) };
  return rows.length > limit && last ? { ...page, next: last.id } : page;
}

/** The pool is locked first, so that neither the group nor the user can go meanwhile, and no other membership of the user come. */
async function lockMembership(
  session: SqlSession,
  pool: UserPoolKey,
  groupName: string,
  usernameKey: string,
): Promise<{ readonly group_key: number; readonly user_id: number } | 'group-not-found' | 'user-not-found'> {
  await lockPoolKey(session, pool);
  const group = await findGroupRow(session, pool, groupName);
  if (!group) return 'group-not-found';
  const user = await session.db
    .selectFrom('users')
    .select('id')
    .where('user_pool_key', '=', pool)
    .where('username_key', '=', usernameKey)
    .executeTakeFirst();
  return user ? { group_key: group.key, user_id: user.id } : 'user-not-found';
}
