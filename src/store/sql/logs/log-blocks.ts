import { type Selectable, sql } from 'kysely';
import type { LogPosition } from '../../../domain/logs/log-event.ts';
import { logLine } from '../../../domain/texts/log-line.ts';
import { decodeOutcomes } from '../../logs/log-block.ts';
import { decodeLogPutBlock, LOG_PUT_BLOCK_SPAN_MS_MAX } from '../../logs/log-put-blocks.ts';
import type { ReadPatience } from '../read-patience.ts';
import type { SqlSession, Tables } from '../tables.ts';

/** A page of 10,000 events is some 5 to 10 blocks. */
const BLOCKS_PER_READ = 8;

/** What is read, in which direction. Times are milliseconds. */
export interface LogStretch {
  readonly direction: 'forward' | 'backward';
  /** Inclusive. */
  readonly startTime: number;
  /** Exclusive. */
  readonly endTime: number;
  /** Begin strictly behind (forward) or strictly before (backward) it. */
  readonly from?: LogPosition | undefined;
  /** Inclusive; blocks that were ingested later are left out. */
  readonly ingestedUntil?: number | undefined;
}

/** Whose blocks: one stream, or a group and maybe only some streams of it, by their keys or by a prefix of their names. */
export type LogOwner =
  | { readonly streamKey: number }
  | { readonly groupKey: number; readonly streamKeys?: readonly number[]; readonly streamNamePrefix?: string };

/** A block of either kind. */
export interface LogBlock {
  readonly block: number;
  readonly streamName: string;
  readonly firstTimestamp: number;
  readonly lastTimestamp: number;
  /** Takes the bytes apart. */
  open(): OpenLogBlock;
}

/** Events by index, from 0. */
export interface OpenLogBlock {
  readonly count: number;
  readonly ingestionTime: number;
  timestampAt(index: number): number;
  messageAt(index: number): string;
}

/**
 * Blocks in the order in which their events begin in the direction of the stretch: by (first timestamp, block) forward, by (last
 * timestamp, block) backward. Those strictly beyond the one given; at most a few at a time, none at the end.
 */
export type LogBlockSource = (beyond: LogBlock | undefined) => Promise<readonly LogBlock[]>;

/** The blocks of imports: all events of one have one timestamp, which makes their order the same both ways. */
export function importBlocks({ db, patience }: SqlSession, owner: LogOwner, stretch: LogStretch): LogBlockSource {
  const { direction, startTime, endTime, from, ingestedUntil } = stretch;
  const isForward = direction === 'forward';
  return async (beyond) => {
    let rows = db
      .selectFrom('log_blocks as blocks')
      .innerJoin('log_streams', 'log_streams.key', 'blocks.log_stream_key')
      .select(['blocks.block', 'blocks.timestamp', 'blocks.first_record_number', 'blocks.outcomes', 'log_streams.name'])
      .where(isOwnedBy(owner))
      .where('blocks.timestamp', '>=', startTime)
      .where('blocks.timestamp', '<', endTime);
    // Events of an import are ingested at the time that they bear.
    if (ingestedUntil !== undefined) rows = rows.where('blocks.timestamp', '<=', ingestedUntil);
    const edge = sql`(blocks.timestamp, blocks.block)`;
    if (beyond) {
      const comparison = sql.raw(isForward ? '>' : '<');
      rows = rows.where(sql<boolean>`${edge} ${comparison} (${beyond.firstTimestamp}, ${beyond.block})`);
    } else if (from) {
      const comparison = sql.raw(isForward ? '>=' : '<=');
      rows = rows.where(sql<boolean>`${edge} ${comparison} (${from.timestamp}, ${from.block})`);
    }
    const order = isForward ? 'asc' : 'desc';
    const found = await rows
      .orderBy('blocks.timestamp', order)
      .orderBy('blocks.block', order)
      .limit(BLOCKS_PER_READ)
      .execute();
    return found.map((row) => ({
      block: row.block,
      streamName: row.name,
      firstTimestamp: row.timestamp,
      lastTimestamp: row.timestamp,
      open: () => openImportBlock(row, patience),
    }));
  };
}

/**
 * The blocks of clients. Blocks may overlap, but span a minute at most: all that reach into the stretch begin at most a minute
 * before it (end at most a minute behind it).
 */
export function putBlocks({ db, patience }: SqlSession, owner: LogOwner, stretch: LogStretch): LogBlockSource {
  const { direction, from, ingestedUntil } = stretch;
  const isForward = direction === 'forward';
  const startTime = isForward ? Math.max(stretch.startTime, from?.timestamp ?? 0) : stretch.startTime;
  const endTime = isForward ? stretch.endTime : Math.min(stretch.endTime, (from?.timestamp ?? stretch.endTime) + 1);
  return async (beyond) => {
    let rows = db
      .selectFrom('log_put_blocks as blocks')
      .innerJoin('log_streams', 'log_streams.key', 'blocks.log_stream_key')
      .select([
        'blocks.block',
        'blocks.first_timestamp',
        'blocks.last_timestamp',
        'blocks.ingested_at',
        'blocks.events',
        'log_streams.name',
      ])
      .where(isOwnedBy(owner))
      .where('blocks.first_timestamp', '<', endTime)
      .where('blocks.last_timestamp', '>=', startTime);
    if (ingestedUntil !== undefined) rows = rows.where('blocks.ingested_at', '<=', ingestedUntil);
    const edgeTime = isForward ? 'blocks.first_timestamp' : 'blocks.last_timestamp';
    rows = isForward
      ? rows.where(edgeTime, '>=', startTime - LOG_PUT_BLOCK_SPAN_MS_MAX)
      : rows.where(edgeTime, '<', endTime + LOG_PUT_BLOCK_SPAN_MS_MAX);
    if (beyond) {
      const edge = sql`(${sql.ref(edgeTime)}, blocks.block)`;
      const comparison = sql.raw(isForward ? '>' : '<');
      const time = isForward ? beyond.firstTimestamp : beyond.lastTimestamp;
      rows = rows.where(sql<boolean>`${edge} ${comparison} (${time}, ${beyond.block})`);
    }
    const order = isForward ? 'asc' : 'desc';
    const found = await rows.orderBy(edgeTime, order).orderBy('blocks.block', order).limit(BLOCKS_PER_READ).execute();
    return found.map((row) => ({
      block: row.block,
      streamName: row.name,
      firstTimestamp: row.first_timestamp,
      lastTimestamp: row.last_timestamp,
      open: () => openPutBlock(row, patience),
    }));
  };
}

/** The sign before a column keeps its index out: the blocks of many streams are found in the order of the group. */
function isOwnedBy(owner: LogOwner) {
  if ('streamKey' in owner) return sql<boolean>`blocks.log_stream_key = ${owner.streamKey}`;
  const { groupKey, streamKeys, streamNamePrefix } = owner;
  if (streamNamePrefix !== undefined) {
    const length = [...streamNamePrefix].length;
    return sql<boolean>`blocks.log_group_key = ${groupKey} and substr(log_streams.name, 1, ${length}) = ${streamNamePrefix}`;
  }
  if (!streamKeys) return sql<boolean>`blocks.log_group_key = ${groupKey}`;
  return sql<boolean>`blocks.log_group_key = ${groupKey} and +blocks.log_stream_key in (${sql.join(streamKeys)})`;
}

type ImportRow = Pick<Selectable<Tables['log_blocks']>, 'timestamp' | 'first_record_number' | 'outcomes'>;

function openImportBlock(row: ImportRow, patience: ReadPatience | undefined): OpenLogBlock {
  const outcomes = decodeOutcomes(row.outcomes);
  patience?.spendOnBlock(outcomes.length);
  return {
    count: outcomes.length,
    ingestionTime: row.timestamp,
    timestampAt: () => row.timestamp,
    messageAt(index) {
      const outcome = outcomes[index];
      if (outcome === undefined) throw new RangeError(`no event ${index} in a block of ${outcomes.length}`);
      return logLine(outcome, row.first_record_number + index);
    },
  };
}

type PutRow = Pick<Selectable<Tables['log_put_blocks']>, 'ingested_at' | 'events'>;

function openPutBlock(row: PutRow, patience: ReadPatience | undefined): OpenLogBlock {
  const events = decodeLogPutBlock(row.events);
  if (patience) {
    let characters = 0;
    for (const { message } of events) characters += message.length;
    patience.spendOnBlock(events.length, characters);
  }
  const eventAt = (index: number) => {
    const event = events[index];
    if (event === undefined) throw new RangeError(`no event ${index} in a block of ${events.length}`);
    return event;
  };
  return {
    count: events.length,
    ingestionTime: row.ingested_at,
    timestampAt: (index) => eventAt(index).timestamp,
    messageAt: (index) => eventAt(index).message,
  };
}
