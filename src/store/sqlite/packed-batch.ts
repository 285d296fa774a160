import { assertPresent } from '../../base/assert.ts';
import type { Checkpoint } from '../../domain/import-job.ts';
import type { FailureReason } from '../../domain/record-outcome.ts';
import { subToBytes } from '../sql/sub-bytes.ts';
import { userMfaCode, userStatusCode } from '../sql/user-codes.ts';
import type { ImportBatch } from '../store.ts';

/** Bytes of a sub. */
export const SUB_BYTES = 16;
/** Texts of a user in {@link PackedBatch.texts}. */
export const TEXTS_PER_USER = 6;

/**
 * A batch as it goes to the writer's thread: a few long arrays instead of an object for each record, so that the thread whose time is
 * dear spends little of it on taking the message apart.
 */
export interface PackedBatch {
  readonly recordCount: number;
  readonly firstRecordNumber: number;
  readonly checkpoint: Checkpoint;
  readonly nowMs: number;
  readonly iamVersion: number | undefined;
  /** Reasons of the records that failed, by index; all others are users, in order. */
  readonly failed: ReadonlyMap<number, FailureReason>;
  /** Of each user: user name (null if equal to its key), user name key, email, phone and preferred user name key, attributes. */
  readonly texts: readonly (string | null)[];
  readonly subs: Uint8Array;
  readonly statuses: Uint8Array;
  readonly mfas: Uint8Array;
}

export function packBatch(batch: ImportBatch): PackedBatch {
  const { verdicts, firstRecordNumber, checkpoint, nowMs, iamVersion } = batch;
  const failed = new Map<number, FailureReason>();
  const texts: (string | null)[] = [];
  const subs = Buffer.alloc(verdicts.length * SUB_BYTES);
  const statuses = new Uint8Array(verdicts.length);
  const mfas = new Uint8Array(verdicts.length);
  let userIndex = 0;
  for (let index = 0; index < verdicts.length; index++) {
    const verdict = assertPresent(verdicts[index], 'a batch has no gaps');
    if (verdict.kind === 'failed') {
      failed.set(index, verdict.reason);
      continue;
    }
    const { user } = verdict;
    texts.push(
      user.username === user.usernameKey ? null : user.username,
      user.usernameKey,
      user.emailKey,
      user.phoneKey,
      user.preferredUsernameKey,
      user.attributesJson,
    );
    subs.set(subToBytes(user.sub), userIndex * SUB_BYTES);
    statuses[userIndex] = userStatusCode(user.status);
    mfas[userIndex] = userMfaCode(user.mfa);
    userIndex++;
  }
  const recordCount = verdicts.length;
  return { recordCount, firstRecordNumber, checkpoint, nowMs, iamVersion, failed, texts, subs, statuses, mfas };
}
