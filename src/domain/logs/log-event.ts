/** A place in the events of a group and of each of its streams: events are ordered by (timestamp, block, index) (N27). */
export interface LogPosition {
  readonly timestamp: number;
  /** Number of the block inside the group. Blocks are numbered as they come in, so it stands for ingestion time and request. */
  readonly block: number;
  /** Index (from 0) inside the block. */
  readonly index: number;
}

/** Negative if `one` is before `other`. */
export function compareLogPositions(one: LogPosition, other: LogPosition): number {
  return one.timestamp - other.timestamp || one.block - other.block || one.index - other.index;
}

/** As a stream shows it. */
export interface ShownLogEvent {
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
}

export interface LogEvent extends ShownLogEvent {
  readonly position: LogPosition;
}

export interface LogGroup {
  readonly name: string;
  readonly createdAt: number;
  readonly retentionDays?: number;
  readonly storedBytes: number;
}

export interface LogStream {
  readonly name: string;
  readonly createdAt: number;
  readonly firstEventTimestamp?: number;
  readonly lastEventTimestamp?: number;
  readonly lastIngestionTime?: number;
}
