import type { CsvPosition } from '../csv/csv-record.ts';
import { readLines } from '../csv/read-records.ts';
import type { ImportCounters, ImportJob, LeaseToken } from '../domain/imports/import-job.ts';
import { ATTEMPTS_AT_CHECKPOINT_MAX, RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';
import { passwordHashSealer, sealPasswordHash } from '../domain/password-hashes/sealed-password-hash.ts';
import { compilePlainJudge } from '../domain/records/judge-plain-record.ts';
import { compileJudge } from '../domain/records/judge-record.ts';
import { digestKey } from '../domain/users/user-keys.ts';
import { BatchMeter } from './batch-meter.ts';
import { BATCH_RECORDS_MAX, BatchSize } from './batch-size.ts';
import type { CheckedJob } from './check-import-job.ts';
import { type BatchEnd, commitJudgedBatch } from './commit-judged-batch.ts';
import { type JudgedBatch, judgeBatches } from './judge-batches.ts';
import { RoleGuard } from './role-guard.ts';
import { sliceChunks } from './slice-chunks.ts';
import type { WorkerServices } from './worker-services.ts';

/** The record that killed a worker is at most this far after the checkpoint: two batches. */
const CAREFUL_RECORDS = 2 * BATCH_RECORDS_MAX;

export type RecordsEnd =
  | { readonly kind: 'done'; readonly counters: ImportCounters }
  /** The job was asked to stop (R86). */
  | { readonly kind: 'stopping' }
  /** The worker is to end; everything committed is before the checkpoint. */
  | { readonly kind: 'drained' }
  | { readonly kind: 'lease-lost' }
  /** The role may no longer write the log; what was committed stays (R288). */
  | { readonly kind: 'refused'; readonly completionMessage: string };

/**
 * Imports the records from the checkpoint of `job` on. The next batch is judged while the previous one commits. If workers died at this
 * checkpoint, records are committed one at a time, and finally without the first one (R299).
 */
export async function importRecords(
  services: WorkerServices,
  { job, leaseToken }: { readonly job: ImportJob; readonly leaseToken: LeaseToken },
  { pool, upload, columns, iamVersion }: Pick<CheckedJob, 'pool' | 'upload' | 'columns' | 'iamVersion'>,
  isStopped: () => boolean,
): Promise<RecordsEnd> {
  const { blobs, clock, ids, logger, passwordHashKey } = services;
  const meter = new BatchMeter(services, job);
  const roleGuard = new RoleGuard(services, { job, pool, iamVersion }, isStopped);
  const start: CsvPosition = job.checkpoint;
  const carefulUntil = job.attempts > ATTEMPTS_AT_CHECKPOINT_MAX ? start.recordNumber + CAREFUL_RECORDS : 0;
  const isCareful = (batch: JudgedBatch) => batch.firstRecordNumber < carefulUntil;
  const batchSize = new BatchSize(services.store.batchLimits);
  let nextRecordNumber = start.recordNumber;
  const rules = { pool, columns, passwordHashingAlgorithm: job.passwordHashingAlgorithm };
  // The clock of stored times is shared memory between threads: for each user it would take longer than their sub.
  let subsMs = clock.nowMs();
  const chunks = sliceChunks(await blobs.read(upload.blobId, start.byteOffset));
  const batches = judgeBatches(
    beforeEach(readLines(chunks, start, RECORD_CHARACTERS_MAX), () => {
      subsMs = clock.nowMs();
    }),
    {
      judge: compileJudge({
        ...rules,
        sealPasswordHash: (sub, hash) => sealPasswordHash(passwordHashKey, sub, hash),
        digestKey,
        newSub: () => ids.uuidV7(subsMs),
      }),
      judgePlain: compilePlainJudge({
        ...rules,
        writeSub: (target, offset) => ids.writeUuidV7(subsMs, target, offset),
        hashSealer: passwordHashSealer(passwordHashKey),
      }),
      columnsCount: columns.length,
      batchRecords: () => (nextRecordNumber < carefulUntil ? 1 : batchSize.records),
      givenUpRecordNumber: job.attempts > 2 * ATTEMPTS_AT_CHECKPOINT_MAX ? start.recordNumber : undefined,
      clock,
      meter,
      logger,
    },
  );

  let { importedUsers, skippedUsers, failedUsers }: ImportCounters = job;
  let inFlight: InFlight | undefined;
  const settle = async (): Promise<RecordsEnd | undefined> => {
    if (!inFlight) return undefined;
    const { commit, recordCount } = inFlight;
    inFlight = undefined;
    const result = await commit;
    if (result.kind !== 'committed') return result;
    ({ importedUsers, skippedUsers, failedUsers } = result.counters);
    if (result.status !== 'InProgress') return { kind: 'stopping' };
    batchSize.adapt(recordCount, result.heldMs, result.isShared);
    return undefined;
  };

  try {
    for await (const batch of batches) {
      services.store.prepareBatch?.(batch.verdicts);
      const end = await settle();
      if (end) return end;
      if (isStopped()) return { kind: 'drained' };
      nextRecordNumber = batch.firstRecordNumber + batch.verdicts.length;
      inFlight = startCommit({ ...services, roleGuard, meter }, leaseToken, batch);
      if (isCareful(batch)) {
        const carefulEnd = await settle();
        if (carefulEnd) return carefulEnd;
      }
    }
    return (await settle()) ?? { kind: 'done', counters: { importedUsers, skippedUsers, failedUsers } };
  } finally {
    // Whatever ended the loop, the lease is not released while a commit is under way.
    await inFlight?.commit;
  }
}

async function* beforeEach<Item>(items: AsyncIterable<Item>, act: () => void): AsyncGenerator<Item> {
  for await (const item of items) {
    act();
    yield item;
  }
}

interface InFlight {
  readonly commit: Promise<BatchEnd>;
  readonly recordCount: number;
}

function startCommit(
  services: WorkerServices & { readonly roleGuard: RoleGuard; readonly meter: BatchMeter },
  leaseToken: LeaseToken,
  batch: JudgedBatch,
): InFlight {
  const commit = commitJudgedBatch(services, leaseToken, batch);
  // It is awaited only when the next batch is judged; until then a rejection must not count as unhandled.
  commit.catch(() => {});
  return { commit, recordCount: batch.verdicts.length };
}
