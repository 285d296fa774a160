import { assertPresent } from '../../base/assert.ts';
import type { Checkpoint } from '../../domain/import-job.ts';
import type { FailureReason, Verdict } from '../../domain/record-outcome.ts';
import { subToBytes } from '../sql/sub-bytes.ts';
import { userMfaCode, userStatusCode } from '../sql/user-codes.ts';
import type { ImportBatch } from '../store.ts';

/** Bytes of a sub. */
export const SUB_BYTES = 16;
/** Texts of a user in {@link PackedBatch.texts}. */
export const TEXTS_PER_USER = 6;
const NO_BYTES = new Uint8Array(0);

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
  readonly mayMakeLog: boolean;
  /** Reasons of the records that failed, by index; all others are users, in order. */
  readonly failed: ReadonlyMap<number, FailureReason>;
  /** Of each user: user name (null if equal to its key), user name key, email, phone and preferred user name key, attributes. */
  readonly texts: readonly (string | null)[];
  readonly subs: Uint8Array;
  readonly statuses: Uint8Array;
  readonly mfas: Uint8Array;
  /** Undefined if no user of the batch came with a password hash, which is most often so. */
  readonly passwordHashes: PackedPasswordHashes | undefined;
}

/** The wrapped password hashes of the users of a batch, one behind the other. */
interface PackedPasswordHashes {
  readonly bytes: Uint8Array;
  /** Of each user: where its hash ends in `bytes`. It begins where the one before ends; no bytes, no hash. */
  readonly ends: Uint32Array;
}

export function packBatch(batch: ImportBatch): PackedBatch {
  const { verdicts, firstRecordNumber, checkpoint, nowMs, iamVersion } = batch;
  const mayMakeLog = batch.mayMakeLog ?? iamVersion === undefined;
  const failed = new Map<number, FailureReason>();
  const texts: (string | null)[] = [];
  const subs = Buffer.alloc(verdicts.length * SUB_BYTES);
  const statuses = new Uint8Array(verdicts.length);
  const mfas = new Uint8Array(verdicts.length);
  let userIndex = 0;
  let hasPasswordHash = false;
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
    if (user.sealedPasswordHash) hasPasswordHash = true;
    userIndex++;
  }
  const passwordHashes = hasPasswordHash ? packPasswordHashes(verdicts) : undefined;
  return {
    recordCount: verdicts.length,
    firstRecordNumber,
    checkpoint,
    nowMs,
    iamVersion,
    mayMakeLog,
    failed,
    texts,
    subs,
    statuses,
    mfas,
    passwordHashes,
  };
}

function packPasswordHashes(verdicts: readonly Verdict[]): PackedPasswordHashes {
  const hashes = verdicts.flatMap((verdict) =>
    verdict.kind === 'accepted' ? [verdict.user.sealedPasswordHash ?? NO_BYTES] : [],
  );
  let end = 0;
  const ends = Uint32Array.from(hashes, ({ length }) => {
    end += length;
    return end;
  });
  return { bytes: Buffer.concat(hashes, end), ends };
}

/** The wrapped password hash of the user at `index` among those of the batch, null if it has none. */
export function passwordHashAt({ bytes, ends }: PackedPasswordHashes, index: number): Uint8Array | null {
  const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
  const end = ends[index] ?? start;
  return end === start ? null : bytes.subarray(start, end);
}
