import { decodeOutcomes } from '../../domain/log-block.ts';
import type { LogEvent } from '../../domain/log-event.ts';
import { logLine } from '../../domain/record-texts.ts';
import type { LogGroupPage, LogPage, LogRange, Scope } from '../store.ts';
import { findLogGroupKey, hasPrefix } from './log-streams.ts';
import type { SqlSession } from './tables.ts';

/** What an event counts for beside its message (N12). */
const EVENT_OVERHEAD_BYTES = 26;
/** A page of 10,000 events is some 5 to 10 blocks. */
const BLOCKS_PER_READ = 8;

type StreamEvent = LogEvent & { readonly streamName: string };

interface BlockRow {
  readonly block: number;
  readonly timestamp: number;
  readonly first_record_number: number;
  readonly outcomes: Uint8Array;
  readonly stream_name: string;
}

export async function readLogEvents(
  session: SqlSession,
  scope: Scope,
  logGroupName: string,
  logStreamName: string,
  range: LogRange,
): Promise<LogPage | 'no-group' | 'no-stream'> {
  const groupKey = await findLogGroupKey(session, scope, logGroupName);
  if (groupKey === undefined) return 'no-group';
  const stream = await session.db
    .selectFrom('log_streams')
    .select('key')
    .where('log_group_key', '=', groupKey)
    .where('name', '=', logStreamName)
    .executeTakeFirst();
  if (!stream) return 'no-stream';
  const page = await collectEvents(range, (after) => selectBlocks(session, groupKey, [stream.key], range, after));
  return { atEnd: page.atEnd, events: page.events.map(({ streamName: _, ...event }) => event) };
}

export async function readLogGroupEvents(
  session: SqlSession,
  scope: Scope,
  logGroupName: string,
  query: LogRange & { readonly streamNames?: readonly string[]; readonly streamNamePrefix?: string },
): Promise<LogGroupPage | undefined> {
  const groupKey = await findLogGroupKey(session, scope, logGroupName);
  if (groupKey === undefined) return undefined;
  const streamKeys = await findStreamKeys(session, groupKey, query);
  return collectEvents(query, (after) => selectBlocks(session, groupKey, streamKeys, query, after));
}

/** Undefined: all streams of the group. */
async function findStreamKeys(
  { db }: SqlSession,
  groupKey: number,
  query: { readonly streamNames?: readonly string[]; readonly streamNamePrefix?: string },
): Promise<readonly number[] | undefined> {
  const { streamNames, streamNamePrefix } = query;
  if (streamNames === undefined && streamNamePrefix === undefined) return undefined;
  let streams = db.selectFrom('log_streams').select('key').where('log_group_key', '=', groupKey);
  if (streamNames !== undefined) streams = streams.where('name', 'in', streamNames);
  if (streamNamePrefix !== undefined) streams = streams.where(hasPrefix(streamNamePrefix));
  return (await streams.execute()).map((stream) => stream.key);
}

/** The next blocks of the range, in its direction, strictly beyond `beyond`. */
function selectBlocks(
  { db }: SqlSession,
  groupKey: number,
  streamKeys: readonly number[] | undefined,
  range: LogRange,
  beyond: number | undefined,
): Promise<BlockRow[]> {
  const isForward = range.direction === 'forward';
  let blocks = db
    .selectFrom('log_blocks')
    .innerJoin('log_streams', 'log_streams.key', 'log_blocks.log_stream_key')
    .select([
      'log_blocks.block',
      'log_blocks.timestamp',
      'log_blocks.first_record_number',
      'log_blocks.outcomes',
      'log_streams.name as stream_name',
    ])
    .where('log_blocks.log_group_key', '=', groupKey);
  if (streamKeys !== undefined) blocks = blocks.where('log_blocks.log_stream_key', 'in', streamKeys);
  if (range.startTime !== undefined) blocks = blocks.where('log_blocks.timestamp', '>=', range.startTime);
  if (range.endTime !== undefined) blocks = blocks.where('log_blocks.timestamp', '<', range.endTime);
  if (beyond !== undefined) blocks = blocks.where('log_blocks.block', isForward ? '>' : '<', beyond);
  else if (range.from) blocks = blocks.where('log_blocks.block', isForward ? '>=' : '<=', range.from.block);
  return blocks
    .orderBy('log_blocks.block', isForward ? 'asc' : 'desc')
    .limit(BLOCKS_PER_READ)
    .execute();
}

/** Fills a page from the blocks; `atEnd` is exact, since the event that no longer fits has been seen. */
async function collectEvents(
  range: LogRange,
  nextBlocks: (beyond: number | undefined) => Promise<BlockRow[]>,
): Promise<{ readonly events: StreamEvent[]; readonly atEnd: boolean }> {
  const isForward = range.direction === 'forward';
  const events: StreamEvent[] = [];
  let bytes = 0;
  let beyond: number | undefined;

  for (;;) {
    const blocks = await nextBlocks(beyond);
    for (const block of blocks) {
      for (const event of eventsOf(block, range)) {
        bytes += Buffer.byteLength(event.message) + EVENT_OVERHEAD_BYTES;
        const isFull = events.length >= range.limit || (bytes > range.maxBytes && events.length > 0);
        if (isFull) return { events: isForward ? events : events.reverse(), atEnd: false };
        events.push(event);
      }
      beyond = block.block;
    }
    if (blocks.length < BLOCKS_PER_READ) return { events: isForward ? events : events.reverse(), atEnd: true };
  }
}

/** The events of a block in the direction of the range, beginning behind `range.from` if that is in it. */
function* eventsOf(row: BlockRow, range: LogRange): Generator<StreamEvent> {
  const outcomes = decodeOutcomes(row.outcomes);
  const step = range.direction === 'forward' ? 1 : -1;
  const fromIndex = range.from?.block === row.block ? range.from.index + step : undefined;
  const firstIndex = fromIndex ?? (step === 1 ? 0 : outcomes.length - 1);
  for (let index = firstIndex; ; index += step) {
    const outcome = outcomes[index];
    if (outcome === undefined) return;
    yield {
      timestamp: row.timestamp,
      ingestionTime: row.timestamp,
      message: logLine(outcome, row.first_record_number + index),
      position: { block: row.block, index },
      streamName: row.stream_name,
    };
  }
}
