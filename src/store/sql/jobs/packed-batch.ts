import type { Checkpoint } from '../../../domain/imports/import-job.ts';
import { endOfField, FIELDS_PER_USER, type UserField } from '../../../domain/records/user-fields.ts';
import { VerdictList } from '../../../domain/records/verdict-list.ts';
import type { FailureReason } from '../../../domain/texts/record-outcome.ts';
import type { ImportBatch } from '../../store.ts';
import { userMfaCode, userStatusCode } from '../users/user-codes.ts';

/** A batch as it goes to the writer's thread: a few long arrays, which are read where they are. */
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
  readonly bytes: Uint8Array;
  readonly fieldEnds: Int32Array;
  readonly statuses: Uint8Array;
  readonly mfas: Uint8Array;
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
    statuses: codesOf(statuses, userStatusCode),
    mfas: codesOf(mfas, userMfaCode),
  };
}

/** Most users of a batch have the same: a code is looked up when it changes. */
function codesOf<Name>(names: readonly Name[], codeOf: (name: Name) => number): Uint8Array {
  const codes = new Uint8Array(names.length);
  let last: Name | undefined;
  let code = 0;
  for (const [index, name] of names.entries()) {
    if (name !== last) code = codeOf(name);
    last = name;
    codes[index] = code;
  }
  return codes;
}

/** A field of a user; undefined if it is null. */
export function textAt(batch: PackedBatch, user: number, field: UserField): string | undefined {
  const index = user * FIELDS_PER_USER + field;
  const end = batch.fieldEnds[index] ?? 0;
  return end < 0 ? undefined : bufferOf(batch.bytes).toString('utf8', endOfField(batch.fieldEnds, index - 1), end);
}

/** Shares the memory; no copy. */
function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
