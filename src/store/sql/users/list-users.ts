import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { User } from '../../../domain/users/user.ts';
import type { Page } from '../../page.ts';
import type { UserCursor, UserFilter, UserQuery } from '../../store.ts';
import type { SqlSession } from '../tables.ts';
import { isSub, subRange, subToBytes } from './sub-bytes.ts';
import { USER_STATUSES } from './user-codes.ts';
import { USER_COLUMNS } from './user-columns.ts';
import { endOfUserIds, firstUserId } from './user-ids.ts';
import { userFromRow } from './users.ts';

/** Whether the query may pass every user of the pool; else it takes a step into an index or reads one page. */
export function scansUsers({ filter }: UserQuery): boolean {
  return filter !== undefined && !(filter.operator === '=' && (filter.name === 'username' || filter.name === 'sub'));
}

export async function listUsers(
  session: SqlSession,
  pool: UserPoolKey,
  query: UserQuery,
): Promise<Page<User, UserCursor>> {
  const condition = query.filter ? filterCondition(session, pool, query.filter) : sql<SqlBool>`true`;
  if (condition === 'nobody') return { items: [] };
  // Where the filter has an index of its own the sum keeps the engine from walking through the pool instead.
  const id = query.filter && hasIndex(query.filter) ? sql<number>`id + 0` : sql<number>`id`;
  const rows = await session.db
    .selectFrom('users')
    .select(USER_COLUMNS)
    .where(condition)
    .where(id, '>', query.after ?? firstUserId(pool))
    .where(id, '<', endOfUserIds(pool))
    .orderBy(id)
    .limit(query.limit + 1)
    .execute();
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  const page = { items: items.map(userFromRow) };
  return rows.length > query.limit && last ? { ...page, next: last.id } : page;
}

function hasIndex(filter: UserFilter): boolean {
  return filter.name === 'username' || filter.name === 'sub';
}

function filterCondition(
  { engine }: SqlSession,
  pool: UserPoolKey,
  filter: UserFilter,
): RawBuilder<SqlBool> | 'nobody' {
  switch (filter.name) {
    case 'username':
      return sql<SqlBool>`user_pool_key = ${pool} and ${usernameCondition(filter)}`;
    case 'sub':
      return subCondition(filter);
    case 'status': {
      const enabled = matchingNames(['Disabled', 'Enabled'], filter);
      return enabled.length === 0 ? 'nobody' : sql<SqlBool>`is_enabled in (${sql.join(enabled)})`;
    }
    case 'cognito:user_status': {
      const codes = matchingNames(USER_STATUSES, filter);
      return codes.length === 0 ? 'nobody' : sql<SqlBool>`status in (${sql.join(codes)})`;
    }
    default: {
      const value = engine.attributeValue(filter.name);
      if (filter.operator === '=') return sql<SqlBool>`${value} = ${filter.value}`;
      return sql<SqlBool>`substr(${value}, 1, ${[...filter.value].length}) = ${filter.value}`;
    }
  }
}

/** Behind every name that begins with a prefix: no character sorts behind the last of Unicode, which is none of any name. */
const LAST_CHARACTER = '\u{10ffff}';

function usernameCondition({ operator, value }: UserFilter): RawBuilder<SqlBool> {
  if (operator === '=') return sql<SqlBool>`username_key = ${value}`;
  return sql<SqlBool>`username_key >= ${value} and username_key < ${value + LAST_CHARACTER}`;
}

function subCondition(filter: UserFilter): RawBuilder<SqlBool> | 'nobody' {
  if (filter.operator === '=') {
    return isSub(filter.value) ? sql<SqlBool>`sub = ${subToBytes(filter.value)}` : 'nobody';
  }
  const range = subRange(filter.value);
  return range ? sql<SqlBool>`sub between ${range.first} and ${range.last}` : 'nobody';
}

/** Indexes of the names that the filter lets through. */
function matchingNames(names: readonly string[], filter: UserFilter): number[] {
  return names.flatMap((name, index) => {
    const isMatch = filter.operator === '=' ? name === filter.value : name.startsWith(filter.value);
    return isMatch ? [index] : [];
  });
}
