import { sql } from 'kysely';
import { assertPresent } from '../../../base/assert.ts';
import type { LogStream } from '../../../domain/logs/log-event.ts';
import { oldestKeptTimestamp } from '../../../domain/logs/log-retention.ts';
import type { LogStreamQuery } from '../../log-store.ts';
import type { Page } from '../../page.ts';
import type { Scope } from '../../store.ts';
import { cutPage } from '../cut-page.ts';
import { inTransaction, type LogStreamRow, type SqlSession } from '../tables.ts';
import { findFirstTimestamp } from './log-events.ts';
import { findLogGroupRow, hasPrefix, lockLogGroupRow, openLogGroup } from './log-groups.ts';

/** The key of the stream; makes it and its group if they are missing (R274). */
export async function openLogStream(
  session: SqlSession,
  scope: { readonly account: string; readonly region: string },
  names: { readonly logGroupName: string; readonly logStreamName: string; readonly nowMs: number },
): Promise<number> {
  const groupKey = await openLogGroup(session, scope, names.logGroupName, names.nowMs);
  await insertStream(session, groupKey, names.logStreamName, names.nowMs);
  const stream = await findLogStreamRow(session, groupKey, names.logStreamName);
  return assertPresent(stream, 'the log stream was made').key;
}

export function createLogStream(
  session: SqlSession,
  scope: Scope,
  logGroupName: string,
  logStreamName: string,
  nowMs: number,
): Promise<'created' | 'exists' | 'no-group'> {
  return inTransaction(session, async (transaction) => {
    const group = await lockLogGroupRow(transaction, scope, logGroupName);
    if (!group) return 'no-group';
    return insertStream(transaction, group.key, logStreamName, nowMs);
  });
}

async function insertStream(
  { db }: SqlSession,
  groupKey: number,
  name: string,
  nowMs: number,
): Promise<'created' | 'exists'> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('log_streams')
    .values({ log_group_key: groupKey, name, created_at: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n ? 'created' : 'exists';
}

/** Nothing finds a block without its stream: blocks wait for {@link purgeLogs}. */
export function deleteLogStream(
  session: SqlSession,
  scope: Scope,
  logGroupName: string,
  logStreamName: string,
): Promise<'deleted' | 'no-group' | 'no-stream'> {
  return inTransaction(session, async (transaction) => {
    const group = await lockLogGroupRow(transaction, scope, logGroupName);
    if (!group) return 'no-group';
    const stream = await findLogStreamRow(transaction, group.key, logStreamName);
    if (!stream) return 'no-stream';
    const { db } = transaction;
    await db.deleteFrom('log_streams').where('key', '=', stream.key).execute();
    await db
      .updateTable('log_groups')
      .set({ stored_bytes: group.stored_bytes - stream.stored_bytes })
      .where('key', '=', group.key)
      .execute();
    await db.insertInto('log_purges').values({ log_group_key: group.key, log_stream_key: stream.key }).execute();
    return 'deleted';
  });
}

export async function findLogStreamRow(
  { db }: SqlSession,
  groupKey: number,
  name: string,
): Promise<LogStreamRow | undefined> {
  return db
    .selectFrom('log_streams')
    .selectAll()
    .where('log_group_key', '=', groupKey)
    .where('name', '=', name)
    .executeTakeFirst();
}

/** By name, or by the time of the last event (a stream without events counts as made then) and name. */
export async function listLogStreams(
  session: SqlSession,
  scope: Scope,
  logGroupName: string,
  query: LogStreamQuery,
): Promise<Page<LogStream, string> | undefined> {
  const group = await findLogGroupRow(session, scope, logGroupName);
  if (!group) return undefined;
  const direction = query.descending ? 'desc' : 'asc';
  const behind = sql.raw(query.descending ? '<' : '>');
  let streams = session.db
    .selectFrom('log_streams')
    .selectAll()
    .where('log_group_key', '=', group.key)
    .where(hasPrefix(query.prefix ?? ''));
  if (query.order === 'name') {
    if (query.after !== undefined) streams = streams.where(sql<boolean>`name ${behind} ${query.after}`);
  } else {
    if (query.after !== undefined) {
      const last = sql<number>`(select coalesce(last_event_timestamp, created_at) from log_streams
        where log_group_key = ${group.key} and name = ${query.after})`;
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
  const oldestKept = oldestKeptTimestamp(group.retention_days ?? undefined, query.nowMs);
  const items: LogStream[] = [];
  for (const row of rows) items.push(await logStreamFromRow(session, row, oldestKept));
  return cutPage(items, query.limit, (stream) => stream.name);
}

/** The times of events that are kept: what is expired may not be swept yet (N9, N11). */
async function logStreamFromRow(session: SqlSession, row: LogStreamRow, oldestKept: number): Promise<LogStream> {
  const { first_event_timestamp: first, last_event_timestamp: last, last_ingestion_time: lastIngestion } = row;
  const hasEvents = first !== null && last !== null && last >= oldestKept;
  const firstKept = !hasEvents || first >= oldestKept ? first : await findFirstTimestamp(session, row.key, oldestKept);
  return {
    name: row.name,
    createdAt: row.created_at,
    ...(hasEvents && firstKept !== undefined && firstKept !== null && { firstEventTimestamp: firstKept }),
    ...(hasEvents && { lastEventTimestamp: last }),
    ...(lastIngestion !== null && { lastIngestionTime: lastIngestion }),
  };
}
