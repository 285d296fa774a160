import type { Checkpoint } from '../../domain/import-job.ts';
import type { FailureReason } from '../../domain/record-outcome.ts';
import { FIELDS_PER_USER, VerdictList } from '../../domain/verdict-list.ts';
import type { ImportBatch } from '../store.ts';
import { userMfaCode, userStatusCode } from './user-codes.ts';

/** A batch as it goes to the writer's thread: a few long arrays, which are handed over and not copied. */
export interface PackedBatch {
  readonly recordCount: number;
  readonly firstRecordNumber: number;
  readonly checkpoint: Checkpoint;
  readonly nowMs: number;
  readonly iamVersion: number | undefined;
  readonly mayMakeLog: boolean;
  /** Reasons of the records that failed, by index; all others are users, in order. */
  readonly failed: ReadonlyMap<number, FailureReason>;
  /** As in `PackedUsers`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fieldEnds: Int32Array<ArrayBuffer>;
  readonly statuses: Uint8Array<ArrayBuffer>;
  readonly mfas: Uint8Array<ArrayBuffer>;
}

export function packBatch(batch: ImportBatch): PackedBatch {
  const { verdicts, firstRecordNumber, checkpoint, nowMs, iamVersion } = batch;
  const mayMakeLog = batch.mayMakeLog ?? iamVersion === undefined;
  const list = verdicts instanceof VerdictList ? verdicts : VerdictList.of(verdicts);
  const { statuses, mfas, ...arrays } = list.packUsers();
  return {
    recordCount: list.length,
    firstRecordNumber,
    checkpoint,
    nowMs,
    iamVersion,
    mayMakeLog,
    failed: list.failed,
    ...arrays,
    statuses: Uint8Array.from(statuses, userStatusCode),
    mfas: Uint8Array.from(mfas, userMfaCode),
  };
}

/** What of a batch moves to the other thread. */
export function buffersOf({ bytes, fieldEnds, statuses, mfas }: PackedBatch): ArrayBuffer[] {
  return [bytes.buffer, fieldEnds.buffer, statuses.buffer, mfas.buffer];
}

/** A field of a user: where it begins in the bytes of its batch, and where it ends; undefined if it is null. */
function fieldAt(
  { fieldEnds }: PackedBatch,
  user: number,
  field: number,
): { readonly start: number; readonly end: number } | undefined {
  const index = user * FIELDS_PER_USER + field;
  const end = fieldEnds[index] ?? 0;
  if (end < 0) return undefined;
  const before = index === 0 ? 0 : (fieldEnds[index - 1] ?? 0);
  return { start: before < 0 ? ~before : before, end };
}

/** Undefined if it is null. */
export function textAt(batch: PackedBatch, user: number, field: number): string | undefined {
  const place = fieldAt(batch, user, field);
  return place && Buffer.from(batch.bytes.buffer).toString('utf8', place.start, place.end);
}
