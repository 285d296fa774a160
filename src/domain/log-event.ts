/** A place in the events of one stream: events are ordered by (timestamp, block, index). */
export interface LogPosition {
  /** Number of the block (one block is one batch, one put). */
  readonly block: number;
  /** Index (from 0) inside the block. */
  readonly index: number;
}

export interface LogEvent {
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
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
