import { BlobChangedError, BlobNotFoundError } from '../blobs/blobs.ts';
import type { ImportJob } from '../domain/imports/import-job.ts';
import { isTerminal } from '../domain/imports/import-transitions.ts';
import { isTooManyFailures } from '../domain/imports/is-too-many-failures.ts';
import { ATTEMPTS_AT_CHECKPOINT_MAX } from '../domain/imports/user-import-limits.ts';
import { fillText } from '../domain/texts/fill-text.ts';
import type { ClaimedJob, JobEnd } from '../store/store.ts';
import { type CheckedJob, checkPendingJob, checkResumedJob, logNamesOf } from './check-import-job.ts';
import { deleteUploads } from './delete-uploads.ts';
import { importRecords } from './import-records.ts';
import type { WorkerServices } from './worker-services.ts';

/**
 * Runs a claimed job to its end, or to a checkpoint where it is released once `isStopped` returns true.
 * Rejects if the store or the blobs fail; the caller decides how often to retry.
 */
export async function runImportJob(
  services: WorkerServices,
  claimed: ClaimedJob,
  isStopped: () => boolean,
): Promise<void> {
  const { job } = claimed;
  const fields = { jobId: job.id, userPoolId: job.userPoolId, status: job.status, attempts: job.attempts };
  services.logger.info({ ...fields, recordNumber: job.checkpoint.recordNumber }, 'import job claimed');
  if (job.status === 'Stopping') return endJob(services, claimed, 'halt', fillText('stopped-by-developer'));
  // Giving up a record moves the checkpoint. If workers still die at this one, no record is the cause.
  const attemptsMax = (job.status === 'Pending' ? 2 : 3) * ATTEMPTS_AT_CHECKPOINT_MAX;
  if (job.attempts > attemptsMax) return endJob(services, claimed, 'fail', fillText('import-failed-internally'));

  try {
    await runChecked(services, claimed, isStopped);
  } catch (error) {
    // The file was deleted or overwritten while it was read: a retry cannot succeed.
    if (!(error instanceof BlobNotFoundError || error instanceof BlobChangedError)) throw error;
    services.logger.warn({ err: error, jobId: job.id }, 'the file of a job is gone or was changed');
    await endJob(services, claimed, 'fail', fillText('uploaded-file-not-found'));
  }
}

async function runChecked(services: WorkerServices, claimed: ClaimedJob, isStopped: () => boolean): Promise<void> {
  const { job } = claimed;
  const check =
    job.status === 'Pending'
      ? await checkPendingJob(services, claimed, isStopped)
      : await checkResumedJob(services, job);
  if (check.kind === 'stopped') return services.store.releaseImportJob(claimed.leaseToken);
  if (check.kind === 'refused') return endJob(services, claimed, 'fail', check.completionMessage);
  if (job.status !== 'Pending') return runRecords(services, claimed, check, isStopped);

  const begin = await services.store.beginImport(claimed.leaseToken, {
    ...logNamesOf(job, check.pool),
    checkpoint: check.firstRecord,
    nowMs: services.clock.nowMs(),
  });
  if (begin.kind === 'lease-lost') return cleanUpLostJob(services, job);
  if (begin.kind === 'stopping') return endJob(services, claimed, 'halt', fillText('stopped-by-developer'));
  return runRecords(services, { ...claimed, job: begin.job }, check, isStopped);
}

async function runRecords(
  services: WorkerServices,
  claimed: ClaimedJob,
  checked: CheckedJob,
  isStopped: () => boolean,
): Promise<void> {
  const end = await importRecords(services, claimed, checked, isStopped);
  switch (end.kind) {
    case 'lease-lost':
      return cleanUpLostJob(services, claimed.job);
    case 'drained':
      return services.store.releaseImportJob(claimed.leaseToken);
    case 'refused':
      return endJob(services, claimed, 'fail', end.completionMessage);
    case 'stopping':
      return endJob(services, claimed, 'halt', fillText('stopped-by-developer'));
    case 'done':
      return isTooManyFailures(end.counters)
        ? endJob(services, claimed, 'fail', fillText('too-many-users-not-imported'))
        : endJob(services, claimed, 'succeed', fillText('import-completed'));
  }
}

/** Ends a job: the end is made durable before the file is deleted (R297). */
export async function endJob(
  services: Pick<WorkerServices, 'store' | 'blobs' | 'clock' | 'logger' | 'metrics'>,
  { job, leaseToken }: ClaimedJob,
  event: JobEnd['event'],
  completionMessage: string,
): Promise<void> {
  const end = { event, completionMessage, nowMs: services.clock.nowMs() };
  const ended = await services.store.endImportJob(leaseToken, end);
  if (ended.kind === 'lease-lost') return cleanUpLostJob(services, job);
  const { id: jobId, status, importedUsers, skippedUsers, failedUsers } = ended.job;
  if (status === 'Succeeded' || status === 'Failed' || status === 'Stopped') {
    services.metrics.count('muster_import_jobs_ended_total', { status });
  }
  services.logger.info(
    { jobId, status, completionMessage: ended.job.completionMessage, importedUsers, skippedUsers, failedUsers },
    'import job ended',
  );
  await deleteUploads(services, uploadsOf(job));
}

/** The job was stopped while `Pending`, deleted with its pool, or claimed by another worker. Only in the last case is the file still needed. */
async function cleanUpLostJob(
  services: Pick<WorkerServices, 'store' | 'blobs' | 'logger' | 'metrics'>,
  job: ImportJob,
): Promise<void> {
  services.metrics.count('muster_lease_losses_total', {});
  const scope = { account: job.account, region: job.region };
  const current = await services.store.findImportJob(scope, job.userPoolId, job.id);
  services.logger.info({ jobId: job.id, status: current?.status }, "import job is not this worker's any more");
  if (!current || isTerminal(current.status)) await deleteUploads(services, uploadsOf(job));
}

function uploadsOf({ upload }: ImportJob): readonly string[] {
  return upload ? [upload.blobId] : [];
}
