import { sql } from 'kysely';
import { oldestKeptTimestamp, RETENTION_DAY_MS } from '../../../domain/logs/log-retention.ts';
import { inTransaction, type LogGroupRow, type SqlSession } from '../tables.ts';
import { findFirstTimestamp } from './log-events.ts';

/** What identifies an expired block, and whose bytes it gives back. */
interface ExpiredBlock {
  readonly block: number;
  readonly log_stream_key: number;
  readonly bytes: number;
}

/** Deletes up to `blocksMax` blocks of one group that are wholly older than its retention (N9). Returns how many went. */
export function expireLogEvents(session: SqlSession, nowMs: number, blocksMax: number): Promise<number> {
  return inTransaction(session, async (transaction) => {
    const group = await findGroupToExpire(transaction, nowMs);
    if (!group) return 0;
    const oldestKept = oldestKeptTimestamp(group.retention_days ?? undefined, nowMs);
    const expired = [
      ...(await deleteImportBlocks(transaction, group.key, oldestKept, blocksMax)),
      ...(await deletePutBlocks(transaction, group.key, oldestKept, blocksMax)),
    ];
    await giveBytesBack(transaction, group, oldestKept, expired);
    return expired.length;
  });
}

/** A group with a block that is wholly older than its retention. */
async function findGroupToExpire({ db, engine }: SqlSession, nowMs: number): Promise<LogGroupRow | undefined> {
  const oldestKept = sql<number>`${nowMs} - log_groups.retention_days * ${RETENTION_DAY_MS}`;
  return db
    .selectFrom('log_groups')
    .selectAll()
    .where('retention_days', 'is not', null)
    .where(
      sql<boolean>`(exists (select 1 from log_blocks where log_group_key = log_groups.key and timestamp < ${oldestKept})
        or exists (select 1 from log_put_blocks where log_group_key = log_groups.key and last_timestamp < ${oldestKept}))`,
    )
    .limit(1)
    .modifyEnd(engine.lockFreeRows('log_groups'))
    .executeTakeFirst();
}

async function deleteImportBlocks(
  { db }: SqlSession,
  groupKey: number,
  oldestKept: number,
  blocksMax: number,
): Promise<readonly ExpiredBlock[]> {
  const rows = await db
    .selectFrom('log_blocks')
    .select(['timestamp', 'block', 'log_stream_key', sql<number>`length(outcomes)`.as('bytes')])
    .where('log_group_key', '=', groupKey)
    .where('timestamp', '<', oldestKept)
    .orderBy('timestamp')
    .orderBy('block')
    .limit(blocksMax)
    .execute();
  const last = rows.at(-1);
  if (last) {
    await db
      .deleteFrom('log_blocks')
      .where('log_group_key', '=', groupKey)
      .where(sql<boolean>`(timestamp, block) <= (${last.timestamp}, ${last.block})`)
      .execute();
  }
  return rows;
}

async function deletePutBlocks(
  { db }: SqlSession,
  groupKey: number,
  oldestKept: number,
  blocksMax: number,
): Promise<readonly ExpiredBlock[]> {
  const rows = await db
    .selectFrom('log_put_blocks')
    .select(['last_timestamp', 'block', 'log_stream_key', sql<number>`length(events)`.as('bytes')])
    .where('log_group_key', '=', groupKey)
    .where('last_timestamp', '<', oldestKept)
    .orderBy('last_timestamp')
    .orderBy('block')
    .limit(blocksMax)
    .execute();
  const last = rows.at(-1);
  if (last) {
    await db
      .deleteFrom('log_put_blocks')
      .where('log_group_key', '=', groupKey)
      .where(sql<boolean>`(last_timestamp, block) <= (${last.last_timestamp}, ${last.block})`)
      .execute();
  }
  return rows;
}

/** Blocks of a deleted stream have given theirs back already. */
async function giveBytesBack(
  session: SqlSession,
  group: LogGroupRow,
  oldestKept: number,
  expired: readonly ExpiredBlock[],
): Promise<void> {
  const { db } = session;
  const bytesOfStreams = new Map<number, number>();
  for (const { log_stream_key: key, bytes } of expired) bytesOfStreams.set(key, (bytesOfStreams.get(key) ?? 0) + bytes);
  let groupBytes = 0;
  for (const [key, bytes] of bytesOfStreams) {
    const first = await findFirstTimestamp(session, key, oldestKept);
    const { numUpdatedRows } = await db
      .updateTable('log_streams')
      .set({
        stored_bytes: sql<number>`stored_bytes - ${bytes}`,
        first_event_timestamp: first ?? null,
        ...(first === undefined && { last_event_timestamp: null }),
      })
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 1n) groupBytes += bytes;
  }
  await db
    .updateTable('log_groups')
    .set({ stored_bytes: sql<number>`stored_bytes - ${groupBytes}` })
    .where('key', '=', group.key)
    .execute();
}
