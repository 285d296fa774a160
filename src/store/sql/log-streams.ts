import { sql } from 'kysely';
import { assertPresent } from '../../base/assert.ts';
import type { LogGroup, LogStream } from '../../domain/log-event.ts';
import type { Page } from '../page.ts';
import type { LogStreamOrder, Scope } from '../store.ts';
import { cutPage } from './cut-page.ts';
import type { SqlSession } from './tables.ts';

/** The key of the stream; makes it and its group if they are missing (R274). */
export async function openLogStream(
  { db }: SqlSession,
  scope: { readonly account: string; readonly region: string },
  names: { readonly logGroupName: string; readonly logStreamName: string; readonly nowMs: number },
): Promise<number> {
  const { account, region } = scope;
  await db
    .insertInto('log_groups')
    .values({ account, region, name: names.logGroupName, created_at: names.nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const groupKey = assertPresent(await findLogGroupKey({ db }, scope, names.logGroupName), 'the log group was made');
  await db
    .insertInto('log_streams')
    .values({ log_group_key: groupKey, name: names.logStreamName, created_at: names.nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const stream = await db
    .selectFrom('log_streams')
    .select('key')
    .where('log_group_key', '=', groupKey)
    .where('name', '=', names.logStreamName)
    .executeTakeFirstOrThrow();
  return stream.key;
}

export async function findLogGroupKey(
  { db }: Pick<SqlSession, 'db'>,
  scope: { readonly account: string; readonly region: string },
  name: string,
): Promise<number | undefined> {
  const group = await db
    .selectFrom('log_groups')
    .select('key')
    .where('account', '=', scope.account)
    .where('region', '=', scope.region)
    .where('name', '=', name)
    .executeTakeFirst();
  return group?.key;
}

/** By name. `pattern` is a part of the name, by case. */
export async function listLogGroups(
  { db }: SqlSession,
  scope: Scope,
  query: { readonly prefix?: string; readonly pattern?: string; readonly after?: string; readonly limit: number },
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
  return cutPage(
    rows.map((row) => ({
      name: row.name,
      createdAt: row.created_at,
      ...(row.retention_days !== null && { retentionDays: row.retention_days }),
      storedBytes: row.stored_bytes,
    })),
    limit,
    (group) => group.name,
  );
}

/** By name, or by the time of the last event (a stream without events counts as made then) and name. */
export async function listLogStreams(
  session: SqlSession,
  scope: Scope,
  logGroupName: string,
  query: {
    readonly prefix?: string;
    readonly order: LogStreamOrder;
    readonly descending: boolean;
    readonly after?: string;
    readonly limit: number;
  },
): Promise<Page<LogStream, string> | undefined> {
  const groupKey = await findLogGroupKey(session, scope, logGroupName);
  if (groupKey === undefined) return undefined;
  const direction = query.descending ? 'desc' : 'asc';
  const behind = sql.raw(query.descending ? '<' : '>');
  let streams = session.db
    .selectFrom('log_streams')
    .selectAll()
    .where('log_group_key', '=', groupKey)
    .where(hasPrefix(query.prefix ?? ''));
  if (query.order === 'name') {
    if (query.after !== undefined) streams = streams.where(sql<boolean>`name ${behind} ${query.after}`);
  } else {
    if (query.after !== undefined) {
      const last = sql<number>`(select coalesce(last_event_timestamp, created_at) from log_streams
        where log_group_key = ${groupKey} and name = ${query.after})`;
      streams = streams.where(
        sql<boolean>`(coalesce(last_event_timestamp, created_at), name) ${behind} (${last}, ${query.after})`,
      );
    }
    streams = streams.orderBy(sql`coalesce(last_event_timestamp, created_at)`, direction);
  }
  const rows = await streams
    .orderBy('name', direction)
    .limit(query.limit + 1)
    .execute();
  return cutPage(
    rows.map((row) => ({
      name: row.name,
      createdAt: row.created_at,
      ...(row.first_event_timestamp !== null && { firstEventTimestamp: row.first_event_timestamp }),
      ...(row.last_event_timestamp !== null && { lastEventTimestamp: row.last_event_timestamp }),
      ...(row.last_ingestion_time !== null && { lastIngestionTime: row.last_ingestion_time }),
    })),
    query.limit,
    (stream) => stream.name,
  );
}

export function hasPrefix(prefix: string) {
  return sql<boolean>`substr(name, 1, ${[...prefix].length}) = ${prefix}`;
}
