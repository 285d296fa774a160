import type { JsonObject } from './json.ts';
import type { LeftOutReason } from './left-out.ts';

/** A record of an export as it stands there, before anything is known of what its members mean. */
export interface RawRecord {
  /** Of its first line, from 1. */
  readonly line: number;
  readonly value: JsonObject;
  /** Known of its text as a whole: no value has a control character, so that nobody need look for one in each. */
  readonly isWithoutControls?: boolean;
}

/** A record that could not be read. */
export interface UnreadRecord {
  readonly line: number;
  readonly reason: LeftOutReason;
}

export type ReadRecord = RawRecord | UnreadRecord;

/** Takes the records of a file one by one, so that each is garbage before the next is made. */
export type TakeRecord = (record: ReadRecord) => void;

export function isUnread(record: ReadRecord): record is UnreadRecord {
  return 'reason' in record;
}
