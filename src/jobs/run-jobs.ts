import { backoffMs } from '../base/backoff.ts';
import { withFields } from '../base/logger.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { ImportJobKey } from '../domain/imports/import-job.ts';
import { fillText } from '../domain/texts/fill-text.ts';
import type { ClaimedJob } from '../store/store.ts';
import { endJob, runImportJob } from './import-job-runner.ts';
import { JobBackoff, RUN_BACKOFF } from './job-backoff.ts';
import { startLeaseHeartbeat } from './lease-heartbeat.ts';
import { WakeSignal } from './wake-signal.ts';
import type { JobsServices } from './worker-services.ts';

/** The most that a lost wake hint costs. */
export const POLL_MS = 1_000;
/** Failed runs of one job in a row, with pauses that add up to about a minute, before it is `Failed` (R299). */
const FAILED_RUNS_MAX = 10;
/** Jobs that may be parked without taking a slot; further ones take theirs, so memory stays bounded. */
export const PARKED_JOBS_MAX = 4;
/** At shutdown: a job that reaches no checkpoint within this time is released as it is. */
export const RELEASE_PATIENCE_MS = 500;

export interface RunJobsOptions {
  readonly services: JobsServices;
  /** How many jobs run at once. */
  readonly parallelJobs: number;
  readonly scheduler: Scheduler;
  readonly wake: WakeSignal;
  /** Ends the loop: running jobs are released at their next checkpoint. */
  readonly signal: AbortSignal;
}

interface Run {
  readonly claimed: ClaimedJob;
  readonly ended: Promise<void>;
}

/**
 * Claims jobs while there are free slots and runs them side by side, until the signal aborts. Never rejects: a failure is logged and
 * retried after a pause, during which other jobs run.
 */
export async function runJobs({ services, parallelJobs, scheduler, wake, signal }: RunJobsOptions): Promise<void> {
  const { store, nodeId, logger } = services;
  const backoff = new JobBackoff(scheduler, () => wake.set());
  const underWay = new Map<ImportJobKey, Run>();
  let parked = 0;
  let failedClaims = 0;

  function hasFreeSlot(): boolean {
    return underWay.size - Math.min(parked, PARKED_JOBS_MAX) < parallelJobs;
  }

  function yieldSlot(): () => void {
    parked += 1;
    wake.set();
    return () => {
      parked -= 1;
    };
  }

  async function run(claimed: ClaimedJob): Promise<void> {
    const { key } = claimed.job;
    const ofJob = servicesFor(services, claimed);
    const lease = startLeaseHeartbeat(ofJob, claimed);
    try {
      await runImportJob({ ...ofJob, yieldSlot }, claimed, () => signal.aborted || lease.isLost());
      backoff.forget(key);
    } catch (error) {
      const failedRuns = backoff.count(key);
      ofJob.logger.error({ err: error, failedRuns }, 'a run of an import job failed');
      await releaseAfterFailure(ofJob, claimed, failedRuns);
      backoff.pause(key);
    } finally {
      lease.end();
      underWay.delete(key);
      wake.set();
    }
  }

  while (!signal.aborted) {
    if (!hasFreeSlot()) {
      await wake.wait(scheduler, POLL_MS, signal);
      continue;
    }
    try {
      const paused = backoff.paused();
      const claimed = await store.claimImportJob(nodeId, [...underWay.keys(), ...paused]);
      failedClaims = 0;
      if (claimed) {
        underWay.set(claimed.job.key, { claimed, ended: run(claimed) });
        continue;
      }
      // No job is active, not even a paused one: those that failed here have ended elsewhere.
      if (paused.length === 0 && underWay.size === 0) backoff.forgetAll();
      await wake.wait(scheduler, POLL_MS, signal);
    } catch (error) {
      failedClaims += 1;
      logger.error({ err: error, failedClaims }, 'the jobs worker could not claim a job');
      // A signal of its own, which nobody sets: a hint that a job waits does not make the store answer.
      await new WakeSignal().wait(scheduler, backoffMs(RUN_BACKOFF, failedClaims), signal);
    }
  }
  await Promise.all([...underWay.values()].map((each) => releaseAtShutdown(services, scheduler, each)));
  backoff.forgetAll();
}

/** Log lines of a run name the job, and the request that started it, whichever node answered that. */
function servicesFor(services: JobsServices, { job }: ClaimedJob): JobsServices {
  const { id: jobId, startedByRequest: requestId } = job;
  return { ...services, logger: withFields(services.logger, { jobId, requestId }) };
}

/** Waits for a job to reach its checkpoint, where it releases itself; one whose upload does not answer is released as it is. */
async function releaseAtShutdown(services: JobsServices, scheduler: Scheduler, { claimed, ended }: Run): Promise<void> {
  const late = Promise.withResolvers<'late'>();
  const cancel = scheduler.after(RELEASE_PATIENCE_MS, () => late.resolve('late'));
  const first = await Promise.race([ended, late.promise]);
  cancel();
  // Its later writes are refused: the next claim has a newer token.
  if (first === 'late') await release(services, claimed);
}

/** A run that threw did not kill its worker, so the attempt does not count against the record at the checkpoint (R299). */
async function releaseAfterFailure(services: JobsServices, claimed: ClaimedJob, failedRuns: number): Promise<void> {
  const { store, logger, metrics } = services;
  const { account, region, userPoolId, id } = claimed.job;
  let isOver = false;
  try {
    const current = await store.findImportJob({ account, region }, userPoolId, id);
    // A job that is not tried again ends at once (R67).
    isOver = current?.status === 'Stopping' || failedRuns >= FAILED_RUNS_MAX;
    if (current?.status === 'Stopping') await endJob(services, claimed, 'halt', fillText('stopped-by-developer'));
    else if (isOver) await endJob(services, claimed, 'fail', fillText('import-failed-internally'));
    else await store.releaseImportJob(claimed.leaseToken);
  } catch (error) {
    logger.error({ err: error, jobId: id }, 'the job could not be released');
  }
  // Counted also when the store could not be reached to release the job.
  if (!isOver) metrics.count('muster_import_run_retries_total', {});
}

async function release({ store, logger }: JobsServices, { job, leaseToken }: ClaimedJob): Promise<void> {
  try {
    await store.releaseImportJob(leaseToken);
  } catch (error) {
    logger.error({ err: error, jobId: job.id }, 'the job could not be released');
  }
}
