import type { Checkpoint } from '../../domain/import-job.ts';
import type { FailureReason } from '../../domain/record-outcome.ts';
import { FIELDS_PER_USER, VerdictList } from '../../domain/verdict-list.ts';
import { userMfaCode, userStatusCode } from '../sql/user-codes.ts';
import type { ImportBatch } from '../store.ts';

/** A batch as it goes to the writer's thread: a few long arrays, which are handed over and not copied. */
export interface PackedBatch {
  readonly recordCount: number;
  readonly firstRecordNumber: number;
  readonly checkpoint: Checkpoint;
  readonly nowMs: number;
  readonly iamVersion: number | undefined;
  /** Reasons of the records that failed, by index; all others are users, in order. */
  readonly failed: ReadonlyMap<number, FailureReason>;
  /** As in `PackedUsers`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fieldEnds: Int32Array<ArrayBuffer>;
  readonly subs: Uint8Array<ArrayBuffer>;
  readonly statuses: Uint8Array<ArrayBuffer>;
  readonly mfas: Uint8Array<ArrayBuffer>;
}

export function packBatch({ verdicts, firstRecordNumber, checkpoint, nowMs, iamVersion }: ImportBatch): PackedBatch {
  const list = verdicts instanceof VerdictList ? verdicts : VerdictList.of(verdicts);
  const { statuses, mfas, ...arrays } = list.packUsers();
  return {
    recordCount: list.length,
    firstRecordNumber,
    checkpoint,
    nowMs,
    iamVersion,
    failed: list.failed,
    ...arrays,
    statuses: Uint8Array.from(statuses, userStatusCode),
    mfas: Uint8Array.from(mfas, userMfaCode),
  };
}

/** What of a batch moves to the other thread. */
export function buffersOf({ bytes, fieldEnds, subs, statuses, mfas }: PackedBatch): ArrayBuffer[] {
  return [bytes.buffer, fieldEnds.buffer, subs.buffer, statuses.buffer, mfas.buffer];
}

/** Reads the fields of the users of a batch, one after the other. */
export class FieldReader {
  readonly #bytes: Buffer;
  readonly #fieldEnds: Int32Array;
  #field = 0;
  #offset = 0;

  constructor({ bytes, fieldEnds }: PackedBatch) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#fieldEnds = fieldEnds;
  }

  nextText(): string | null {
    const end = this.#fieldEnds[this.#field++] ?? 0;
    if (end < 0) return null;
    const text = this.#bytes.toString('utf8', this.#offset, end);
    this.#offset = end;
    return text;
  }

  nextBytes(): Uint8Array | null {
    const end = this.#fieldEnds[this.#field++] ?? 0;
    if (end < 0) return null;
    const bytes = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return bytes;
  }

  /** Goes to the first field of a user. */
  seek(user: number): void {
    this.#field = user * FIELDS_PER_USER;
    const end = this.#field === 0 ? 0 : (this.#fieldEnds[this.#field - 1] ?? 0);
    this.#offset = end < 0 ? ~end : end;
  }
}
