import { assertPresent } from '../base/assert.ts';
import type { Checkpoint, LeaseToken } from '../domain/imports/import-job.ts';
import type { BatchCommit } from '../store/store.ts';
import { StoreFaultError } from '../store/store-fault.ts';
import type { BatchMeter } from './batch-meter.ts';
import { INTERNAL_FAILURE, type JudgedBatch } from './judge-batches.ts';
import type { RoleGuard, RolePermit } from './role-guard.ts';
import type { WorkerServices } from './worker-services.ts';

type CommitServices = Pick<WorkerServices, 'clock' | 'logger'> & {
  readonly store: Pick<WorkerServices['store'], 'commitBatch'>;
  readonly roleGuard: Pick<RoleGuard, 'permit' | 'forget' | 'forgetLog'>;
  readonly meter: Pick<BatchMeter, 'commit'>;
};

type Permit = Extract<RolePermit, { kind: 'permitted' }>;

/** Result of a commit: the batch was written whole, or not at all. */
export type BatchEnd =
  | Exclude<BatchCommit, { kind: 'iam-changed' | 'log-gone' }>
  | Exclude<RolePermit, { kind: 'permitted' }>;

/**
 * Commits a batch if the job's role permits it at that moment. A batch whose commit throws is halved until one record is left; if that
 * throws too, the record is marked as failed (R273). Rejects only if even that cannot be written, or the role cannot be read: the cause
 * is then not a record. Ends early, at a checkpoint, once the job is no longer `InProgress`.
 */
export async function commitJudgedBatch(
  services: CommitServices,
  leaseToken: LeaseToken,
  batch: JudgedBatch,
): Promise<BatchEnd> {
  const { roleGuard } = services;
  for (;;) {
    const permit = await roleGuard.permit();
    if (permit.kind !== 'permitted') return permit;
    const commit = await commitOrHalve(services, leaseToken, batch, permit);
    if (commit.kind === 'iam-changed') roleGuard.forget();
    else if (commit.kind === 'log-gone') roleGuard.forgetLog();
    else return commit;
  }
}

async function commitOrHalve(
  services: CommitServices,
  leaseToken: LeaseToken,
  batch: JudgedBatch,
  permit: Permit,
): Promise<BatchEnd | BatchCommit> {
  try {
    return await commitWhole(services, leaseToken, batch, permit);
  } catch (error) {
    // A full disk is not caused by a record, so halving the batch would not help.
    if (error instanceof StoreFaultError && error.isOfStorage) throw error;
    const { firstRecordNumber: recordNumber, verdicts } = batch;
    services.logger.warn({ err: error, recordNumber, recordCount: verdicts.length }, 'a batch could not be committed');
    if (verdicts.length === 1) {
      return commitWhole(services, leaseToken, { ...cutBatch(batch, 0, 1), verdicts: [INTERNAL_FAILURE] }, permit);
    }
    const middle = Math.ceil(verdicts.length / 2);
    const first = await commitJudgedBatch(services, leaseToken, cutBatch(batch, 0, middle));
    if (first.kind !== 'committed' || first.status !== 'InProgress') return first;
    return commitJudgedBatch(services, leaseToken, cutBatch(batch, middle, verdicts.length));
  }
}

function commitWhole(
  { store, clock, meter }: CommitServices,
  leaseToken: LeaseToken,
  batch: JudgedBatch,
  { iamVersion, mayMakeLog }: Permit,
): Promise<BatchCommit> {
  const { verdicts, firstRecordNumber } = batch;
  return meter.commit(() =>
    store.commitBatch(leaseToken, {
      verdicts,
      firstRecordNumber,
      checkpoint: checkpointBehind(batch),
      nowMs: clock.nowMs(),
      ...(iamVersion === undefined ? {} : { iamVersion, mayMakeLog }),
    }),
  );
}

function checkpointBehind({ verdicts, firstRecordNumber, byteEnds, lineNumbers }: JudgedBatch): Checkpoint {
  return {
    byteOffset: assertPresent(byteEnds.at(-1), 'a batch has a record'),
    lineNumber: assertPresent(lineNumbers.at(-1), 'a batch has a record') + 1,
    recordNumber: firstRecordNumber + verdicts.length,
  };
}

function cutBatch(batch: JudgedBatch, from: number, to: number): JudgedBatch {
  return {
    verdicts: batch.verdicts.slice(from, to),
    firstRecordNumber: batch.firstRecordNumber + from,
    byteEnds: batch.byteEnds.slice(from, to),
    lineNumbers: batch.lineNumbers.slice(from, to),
  };
}
