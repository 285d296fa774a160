import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Scheduler } from '../base/scheduler.ts';
import { blobName } from '../blobs/blob-name.ts';
import type { Blobs } from '../blobs/blobs.ts';
import { JOB_EXPIRES_AFTER_MS, JOB_EXPIRY_SWEEP_EVERY_MS } from '../domain/imports/user-import-limits.ts';
import { fillText } from '../domain/texts/fill-text.ts';
import type { Store } from '../store/store.ts';
import { deleteUploads } from './delete-uploads.ts';

export const BLOB_SWEEP_EVERY_MS = 60 * 60 * 1_000;
const LOG_SWEEP_EVERY_MS = 60 * 60 * 1_000;
/** Delay of the first sweep: short enough for servers that never run for an hour, and after the start. */
const LOG_SWEEP_FIRST_MS = 60 * 1_000;
/** Log blocks that expire in one transaction: 2 to 10 ms. */
const EXPIRED_LOG_BLOCKS_MAX = 200;
/** Answered challenges run out within minutes. */
const SIGN_IN_SWEEP_EVERY_MS = 60 * 1_000;
/** Rows of each kind that are forgotten in one transaction: a few milliseconds. */
const PURGED_SIGN_INS_MAX = 1_000;
/**
 * A younger blob may be an upload that is not yet attached to its job. An upload takes an hour at most, and a bucket may count the age
 * of an object from its first byte.
 */
export const BLOB_AGE_MS_MIN = 2 * 60 * 60 * 1_000;

export interface SweepServices {
  readonly store: Pick<Store, 'expireImportJobs' | 'listBlobsInUse' | 'expireLogEvents' | 'purgeSignIns'>;
  readonly blobs: Pick<Blobs, 'list' | 'delete' | 'dropUnfinished'>;
  /** What stored times are compared with. */
  readonly clock: Clock;
  /** What the ages of files are told by. */
  readonly machineClock: Clock;
  readonly logger: Logger;
}

/** Expires jobs that were never started (R64). Returns their number. */
export async function expireJobs({
  store,
  clock,
  logger,
}: Omit<SweepServices, 'blobs' | 'machineClock'>): Promise<number> {
  const nowMs = clock.nowMs();
  const count = await store.expireImportJobs(nowMs - JOB_EXPIRES_AFTER_MS, fillText('import-job-expired'), nowMs);
  if (count > 0) logger.info({ count }, 'import jobs expired');
  return count;
}

/** Deletes the blobs that no job needs (R93, R297) and that were written before `writtenBefore` (milliseconds since 1970). */
export async function sweepBlobs(
  { store, blobs, logger }: Omit<SweepServices, 'clock' | 'machineClock'>,
  writtenBefore: number,
): Promise<void> {
  // In this order, a blob that is attached to its job between the two calls is not deleted.
  const candidates = await blobs.list(writtenBefore);
  const inUse = new Set((await store.listBlobsInUse()).map(blobName));
  // An overwritten blob still belongs to its job, which will fail and say so.
  const strays = candidates.filter((blobId) => !inUse.has(blobName(blobId)));
  for (const blobId of strays) await blobs.delete(blobId);
  if (strays.length > 0) logger.info({ count: strays.length }, 'uploads that no job needs were deleted');
}

/** Removes the remains of uploads that a kill interrupted. */
async function dropUnfinishedUploads({ blobs, machineClock, logger }: SweepServices): Promise<void> {
  const count = await blobs.dropUnfinished(machineClock.nowMs() - BLOB_AGE_MS_MIN);
  if (count > 0) logger.info({ count }, 'uploads that never ended were removed');
}

/** Deletes events older than the retention of their group (N9), in small steps; ends early once `isStopped` returns true. */
export async function expireLogs(
  { store, clock, logger }: Omit<SweepServices, 'blobs' | 'machineClock'>,
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

/** Forgets what sign-ins left behind and nothing needs any more; ends early once `isStopped` returns true. */
export async function purgeSignIns(
  { store, clock }: Omit<SweepServices, 'blobs' | 'logger'>,
  isStopped: () => boolean,
): Promise<void> {
  const nowMs = clock.nowMs();
  while (!isStopped()) if ((await store.purgeSignIns(nowMs, PURGED_SIGN_INS_MAX)) === 0) return;
}

/** Does what fell due while the clock was moved (R571): jobs expire and their files go, and logs that are no longer kept. */
export async function runDueSweeps(services: SweepServices, isStopped: () => boolean): Promise<void> {
  const { store } = services;
  const before = await store.listBlobsInUse();
  if ((await expireJobs(services)) > 0) {
    const inUse = new Set(await store.listBlobsInUse());
    // The files are younger than those that the regular sweep deletes.
    const freed = before.filter((blobId) => !inUse.has(blobId));
    await deleteUploads(services, freed);
  }
  await expireLogs(services, isStopped);
  await purgeSignIns(services, isStopped);
}

/** Sweeps regularly. Returns a function that ends this and waits for a running sweep. Failures are logged; the next sweep retries. */
export function startSweeps(services: SweepServices, scheduler: Scheduler): () => Promise<void> {
  const { machineClock } = services;
  const sweepOldBlobs = () => sweepBlobs(services, machineClock.nowMs() - BLOB_AGE_MS_MIN);
  const stopExpiry = repeat(services, scheduler, JOB_EXPIRY_SWEEP_EVERY_MS, async () => {
    // Files of jobs that just expired are a day old, so this sweep deletes them too.
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
  const stopSignIns = repeat(services, scheduler, SIGN_IN_SWEEP_EVERY_MS, (isStopped) =>
    purgeSignIns(services, isStopped),
  );
  return async () => {
    await Promise.all([stopExpiry(), stopBlobs(), stopLogs(), stopSignIns()]);
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
