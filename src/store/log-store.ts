import type { LogEvent, LogGroup, LogPosition, LogStream, ShownLogEvent } from '../domain/logs/log-event.ts';
import type { NewLogEvent } from '../domain/logs/log-put.ts';
import type { Page } from './page.ts';
import type { Scope } from './scope.ts';

export interface LogRange {
  /** Inclusive. */
  readonly startTime?: number;
  /** Exclusive. */
  readonly endTime?: number;
  /** Without `from`, `forward` begins at the start of the range and `backward` at its end. */
  readonly direction: 'forward' | 'backward';
  /** Begin strictly behind (forward) or strictly before (backward) this position. */
  readonly from?: LogPosition;
  readonly limit: number;
  /** UTF-8 bytes of messages and 26 for each event (N12, N17). */
  readonly maxBytes: number;
  /** Events that the retention of the group does not keep at this time are not there, swept or not (N9). */
  readonly nowMs: number;
  /** Only events whose ingestion is not later are there. */
  readonly ingestedUntil?: number;
}

/** The events of a page, oldest first whatever the direction, and whether the end of the range in that direction was reached. */
export interface LogPage {
  readonly events: readonly ShownLogEvent[];
  readonly atEnd: boolean;
  /** Where the oldest and the newest event of the page are; absent if it is empty. */
  readonly ends?: { readonly oldest: LogPosition; readonly newest: LogPosition };
}

export interface LogGroupPage {
  readonly events: readonly (LogEvent & { readonly streamName: string })[];
  readonly atEnd: boolean;
  /** The last event that was read, found or not: the next page begins behind it. Absent if there was none. */
  readonly lastRead?: LogPosition;
}

export interface LogGroupQuery {
  readonly prefix?: string;
  readonly pattern?: string;
  /** Name of the last group of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export type LogStreamOrder = 'name' | 'last-event-time';

export interface LogStreamQuery {
  readonly prefix?: string;
  readonly order: LogStreamOrder;
  readonly descending: boolean;
  /** Name of the last stream of the page before. */
  readonly after?: string;
  readonly limit: number;
  /** As in {@link LogRange}: the first event of a stream is the first that is kept. */
  readonly nowMs: number;
}

/** A range over the streams of a group: all of them, those named, or those of a prefix. */
export interface LogGroupRange extends LogRange {
  readonly streamNames?: readonly string[];
  readonly streamNamePrefix?: string;
  /** Only these events are found, and only they count for `limit` and `maxBytes`. */
  readonly search?: LogSearch;
}

/** A search ends with the page that it has, maybe an empty one, once it has read so much: the first of the three decides. */
export interface LogSearch {
  /** A filter pattern (N33) that was found valid. */
  readonly pattern: string;
  readonly eventsMax: number;
  /** As {@link LogRange.maxBytes}. */
  readonly bytesMax: number;
  readonly durationMsMax: number;
}

/** `events` are in order of time and span 24 hours at most (N14). */
export interface LogPut {
  readonly events: readonly NewLogEvent[];
  readonly nowMs: number;
}

/** CloudWatch Logs: the part of {@link Store} that keeps the events of imports and of clients. */
export interface LogStore {
  createLogGroup(scope: Scope, name: string, nowMs: number): Promise<'created' | 'exists'>;
  /** Of the group nothing is seen any more; its blocks are purged later, in small steps. */
  deleteLogGroup(scope: Scope, name: string): Promise<'deleted' | 'not-found'>;
  /** Without days, events are kept forever. */
  setLogRetention(
    scope: Scope,
    logGroupName: string,
    retentionDays: number | undefined,
  ): Promise<'changed' | 'not-found'>;
  createLogStream(
    scope: Scope,
    logGroupName: string,
    logStreamName: string,
    nowMs: number,
  ): Promise<'created' | 'exists' | 'no-group'>;
  /** As {@link LogStore.deleteLogGroup}. A running import makes its stream again (R274). */
  deleteLogStream(
    scope: Scope,
    logGroupName: string,
    logStreamName: string,
  ): Promise<'deleted' | 'no-group' | 'no-stream'>;
  /** `events` in order of time, spanning 24 hours at most (N14). */
  putLogEvents(
    scope: Scope,
    logGroupName: string,
    logStreamName: string,
    put: LogPut,
  ): Promise<'put' | 'no-group' | 'no-stream'>;
  /**
   * Deletes up to `blocksMax` blocks all of whose events are older than the retention of their group (N9). Returns how many: none
   * is left once it is 0.
   */
  expireLogEvents(nowMs: number, blocksMax: number): Promise<number>;
  findLogGroup(scope: Scope, name: string): Promise<LogGroup | undefined>;
  listLogGroups(scope: Scope, query: LogGroupQuery): Promise<Page<LogGroup, string>>;
  /** Undefined if there is no such group. `after` is the name of the last stream of the page before. */
  listLogStreams(
    scope: Scope,
    logGroupName: string,
    query: LogStreamQuery,
  ): Promise<Page<LogStream, string> | undefined>;
  readLogEvents(
    scope: Scope,
    logGroupName: string,
    logStreamName: string,
    range: LogRange,
  ): Promise<LogPage | 'no-group' | 'no-stream'>;
  /**
   * The same over a group: its streams, those named, or those of a prefix. Events of all streams are in one order (N27), so one
   * position serves both. Undefined if there is no such group.
   */
  readLogGroupEvents(scope: Scope, logGroupName: string, query: LogGroupRange): Promise<LogGroupPage | undefined>;
}
