import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Scheduler } from '../base/scheduler.ts';
import { blobName } from '../blobs/blob-name.ts';
import type { Blobs } from '../blobs/blobs.ts';
import { JOB_EXPIRES_AFTER_MS, JOB_EXPIRY_SWEEP_EVERY_MS } from '../domain/imports/user-import-limits.ts';
import { fillText } from '../domain/texts/record-texts.ts';
import type { Store } from '../store/store.ts';

export const BLOB_SWEEP_EVERY_MS = 60 * 60 * 1_000;
const LOG_SWEEP_EVERY_MS = 60 * 60 * 1_000;
/** Also a server that never runs for an hour sweeps its logs; its start does not wait for it. */
const LOG_SWEEP_FIRST_MS = 60 * 1_000;
/** Log blocks that expire in one transaction: 2 to 10 ms. */
const EXPIRED_LOG_BLOCKS_MAX = 200;
/**
 * A younger blob may be an upload that has not reached its job yet: it takes an hour at most, and a bucket may count the age of an object
 * from the first of its bytes.
 */
export const BLOB_AGE_MS_MIN = 2 * 60 * 60 * 1_000;

export interface SweepServices {
  readonly store: Pick<Store, 'expireImportJobs' | 'listBlobsInUse' | 'expireLogEvents'>;
  readonly blobs: Pick<Blobs, 'list' | 'delete' | 'dropUnfinished'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** R64. Returns how many jobs expired. */
export async function expireJobs({ store, clock, logger }: Omit<SweepServices, 'blobs'>): Promise<number> {
  const nowMs = clock.nowMs();
  const count = await store.expireImportJobs(nowMs - JOB_EXPIRES_AFTER_MS, fillText('T6'), nowMs);
  if (count > 0) logger.info({ count }, 'import jobs expired');
  return count;
}

/** Deletes the blobs that no job needs (R93, R297) and that were written before `writtenBefore` (milliseconds since 1970). */
export async function sweepBlobs(
  { store, blobs, logger }: Omit<SweepServices, 'clock'>,
  writtenBefore: number,
): Promise<void> {
  // In this order: a blob that gets its job between the two calls is not taken for a stray.
  const candidates = await blobs.list(writtenBefore);
  const inUse = new Set((await store.listBlobsInUse()).map(blobName));
  // One that was written over is still the file of its job, whose failure is to tell of it.
  const strays = candidates.filter((blobId) => !inUse.has(blobName(blobId)));
  for (const blobId of strays) await blobs.delete(blobId);
  if (strays.length > 0) logger.info({ count: strays.length }, 'uploads that no job needs were deleted');
}

/** Removes what uploads that were cut short by a kill have left. */
async function dropUnfinishedUploads({ blobs, clock, logger }: Omit<SweepServices, 'store'>): Promise<void> {
  const count = await blobs.dropUnfinished(clock.nowMs() - BLOB_AGE_MS_MIN);
  if (count > 0) logger.info({ count }, 'uploads that never ended were removed');
}

/** Deletes the events that their groups do not keep (N9), in small steps; ends early if `isStopped` says so. */
export async function expireLogs(
  { store, clock, logger }: Omit<SweepServices, 'blobs'>,
  isStopped: () => boolean,
): Promise<void> {
  const nowMs = clock.nowMs();
  let blockCount = 0;
  while (!isStopped()) {
    const count = await store.expireLogEvents(nowMs, EXPIRED_LOG_BLOCKS_MAX);
    if (count === 0) break;
    blockCount += count;
  }
  if (blockCount > 0) logger.info({ blockCount }, 'log events expired');
}

/** Sweeps again and again; returns what ends that and waits for a sweep under way. Trouble is logged, the next sweep tries again. */
export function startSweeps(services: SweepServices, scheduler: Scheduler): () => Promise<void> {
  const { clock } = services;
  const sweepOldBlobs = () => sweepBlobs(services, clock.nowMs() - BLOB_AGE_MS_MIN);
  const stopExpiry = repeat(services, scheduler, JOB_EXPIRY_SWEEP_EVERY_MS, async () => {
    // The files of expired jobs are older than a day: they go with them and not an hour later.
    if ((await expireJobs(services)) > 0) await sweepOldBlobs();
  });
  const stopBlobs = repeat(services, scheduler, BLOB_SWEEP_EVERY_MS, async () => {
    await sweepOldBlobs();
    await dropUnfinishedUploads(services);
  });
  const stopLogs = repeat(
    services,
    scheduler,
    LOG_SWEEP_EVERY_MS,
    (isStopped) => expireLogs(services, isStopped),
    LOG_SWEEP_FIRST_MS,
  );
  return async () => {
    await Promise.all([stopExpiry(), stopBlobs(), stopLogs()]);
  };
}

function repeat(
  { logger }: SweepServices,
  scheduler: Scheduler,
  everyMs: number,
  sweep: (isStopped: () => boolean) => Promise<void>,
  firstMs = everyMs,
): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve();
  let isStopped = false;
  let cancel = schedule(firstMs);

  function schedule(afterMs: number): () => void {
    return scheduler.after(afterMs, () => {
      underWay = sweep(() => isStopped)
        .catch((error: unknown) => logger.error({ err: error }, 'a sweep failed'))
        .then(() => {
          if (!isStopped) cancel = schedule(everyMs);
        });
    });
  }

  return () => {
    isStopped = true;
    cancel();
    return underWay;
  };
}
