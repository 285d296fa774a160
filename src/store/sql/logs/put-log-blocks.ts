import { sql } from 'kysely';
import type { LogPutBlock } from '../../logs/log-put-blocks.ts';
import type { Scope } from '../../store.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { lockLogGroupRow } from './log-groups.ts';
import { findLogStreamRow } from './log-streams.ts';

/** Rows of one statement, so that its parameters stay far below what an engine takes. */
const BLOCKS_PER_INSERT = 100;

/** The blocks of one put, numbered behind all that the group holds. */
export function putLogBlocks(
  session: SqlSession,
  scope: Scope,
  logGroupName: string,
  logStreamName: string,
  put: { readonly blocks: readonly LogPutBlock[]; readonly nowMs: number },
): Promise<'put' | 'no-group' | 'no-stream'> {
  return inTransaction(session, async (transaction) => {
    const { db } = transaction;
    const group = await lockLogGroupRow(transaction, scope, logGroupName);
    if (!group) return 'no-group';
    const stream = await findLogStreamRow(transaction, group.key, logStreamName);
    if (!stream) return 'no-stream';
    const { blocks } = put;
    const [firstBlock] = blocks;
    if (!firstBlock) return 'put';
    // Where the clock went back, the number of a block still stands for its ingestion (N27).
    const ingestedAt = Math.max(put.nowMs, group.last_timestamp);
    const rows = blocks.map((block, index) => ({
      log_group_key: group.key,
      block: group.next_block + index,
      log_stream_key: stream.key,
      first_timestamp: block.firstTimestamp,
      last_timestamp: block.lastTimestamp,
      ingested_at: ingestedAt,
      event_count: block.eventCount,
      events: block.bytes,
    }));
    for (let at = 0; at < rows.length; at += BLOCKS_PER_INSERT) {
      await db
        .insertInto('log_put_blocks')
        .values(rows.slice(at, at + BLOCKS_PER_INSERT))
        .execute();
    }
    const bytes = blocks.reduce((sum, block) => sum + block.bytes.length, 0);
    const last = blocks.reduce((latest, block) => Math.max(latest, block.lastTimestamp), 0);
    await db
      .updateTable('log_groups')
      .set({
        last_timestamp: ingestedAt,
        next_block: group.next_block + blocks.length,
        stored_bytes: sql<number>`stored_bytes + ${bytes}`,
      })
      .where('key', '=', group.key)
      .execute();
    await db
      .updateTable('log_streams')
      .set({
        first_event_timestamp: Math.min(
          stream.first_event_timestamp ?? firstBlock.firstTimestamp,
          firstBlock.firstTimestamp,
        ),
        last_event_timestamp: Math.max(stream.last_event_timestamp ?? last, last),
        last_ingestion_time: ingestedAt,
        stored_bytes: sql<number>`stored_bytes + ${bytes}`,
      })
      .where('key', '=', stream.key)
      .execute();
    return 'put';
  });
}
