import { backoffMs } from '../base/backoff.ts';
import { withFields } from '../base/logger.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { ImportJobKey } from '../domain/imports/import-job.ts';
import { fillText } from '../domain/texts/record-texts.ts';
import type { ClaimedJob } from '../store/store.ts';
import { endJob, runImportJob } from './import-job-runner.ts';
import { keepLease } from './keep-lease.ts';
import { RUN_BACKOFF, TroubledJobs } from './troubled-jobs.ts';
import { WakeSignal } from './wake-signal.ts';
import type { JobsServices } from './worker-services.ts';

/** How long a lost wake hint can cost. */
export const POLL_MS = 1_000;
/** Failed runs of one job in a row, with pauses that add up to about a minute, before it is `Failed` (R299). */
const FAILED_RUNS_MAX = 10;
/** Jobs that stand aside and take no room; more than these do, so that memory stays bounded. */
export const JOBS_ASIDE_MAX = 4;
/** A job that comes to no checkpoint within this time is given back as it is. */
export const GIVE_BACK_MS = 500;

export interface RunJobsOptions {
  readonly services: JobsServices;
  /** How many jobs run at once. */
  readonly parallelJobs: number;
  readonly scheduler: Scheduler;
  readonly wake: WakeSignal;
  /** Ends the loop: the jobs under way are given back at their next checkpoint. */
  readonly signal: AbortSignal;
}

interface Run {
  readonly claimed: ClaimedJob;
  readonly ended: Promise<void>;
}

/**
 * Claims jobs while there is room and runs them side by side, until the signal says stop. Never rejects: trouble is logged and tried
 * again after a pause, in which other jobs run.
 */
export async function runJobs({ services, parallelJobs, scheduler, wake, signal }: RunJobsOptions): Promise<void> {
  const { store, nodeId, logger } = services;
  const troubled = new TroubledJobs(scheduler, () => wake.set());
  const underWay = new Map<ImportJobKey, Run>();
  let aside = 0;
  let failedClaims = 0;

  function hasRoom(): boolean {
    return underWay.size - Math.min(aside, JOBS_ASIDE_MAX) < parallelJobs;
  }

  function standAside(): () => void {
    aside += 1;
    wake.set();
    return () => {
      aside -= 1;
    };
  }

  async function run(claimed: ClaimedJob): Promise<void> {
    const { key } = claimed.job;
    const ofJob = servicesFor(services, claimed);
    const lease = keepLease(ofJob, claimed);
    try {
      await runImportJob({ ...ofJob, standAside }, claimed, () => signal.aborted || lease.isLost());
      troubled.forget(key);
    } catch (error) {
      const failedRuns = troubled.count(key);
      ofJob.logger.error({ err: error, failedRuns }, 'the jobs worker met trouble');
      await leaveJob(ofJob, claimed, failedRuns);
      troubled.pause(key);
    } finally {
      lease.end();
      underWay.delete(key);
      wake.set();
    }
  }

  while (!signal.aborted) {
    if (!hasRoom()) {
      await wake.wait(scheduler, POLL_MS, signal);
      continue;
    }
    try {
      const paused = troubled.paused();
      const claimed = await store.claimImportJob(nodeId, [...underWay.keys(), ...paused]);
      failedClaims = 0;
      if (claimed) {
        underWay.set(claimed.job.key, { claimed, ended: run(claimed) });
        continue;
      }
      // Nothing is active but what is paused: any other has ended elsewhere.
      if (paused.length === 0 && underWay.size === 0) troubled.forgetAll();
      await wake.wait(scheduler, POLL_MS, signal);
    } catch (error) {
      failedClaims += 1;
      logger.error({ err: error, failedClaims }, 'the jobs worker could not claim a job');
      // A signal of its own, which nobody sets: a hint that there is work does not mend the store.
      await new WakeSignal().wait(scheduler, backoffMs(RUN_BACKOFF, failedClaims), signal);
    }
  }
  await Promise.all([...underWay.values()].map((each) => giveBack(services, scheduler, each)));
  troubled.forgetAll();
}

/** Its log lines name the job and the request that started it, on whatever node that was answered. */
function servicesFor(services: JobsServices, { job }: ClaimedJob): JobsServices {
  const { id: jobId, startedByRequest: requestId } = job;
  return { ...services, logger: withFields(services.logger, { jobId, requestId }) };
}

/** Waits for a job to come to its checkpoint, which gives it back; one that reads from a place that does not answer is given back all the same. */
async function giveBack(services: JobsServices, scheduler: Scheduler, { claimed, ended }: Run): Promise<void> {
  const late = Promise.withResolvers<'late'>();
  const cancel = scheduler.after(GIVE_BACK_MS, () => late.resolve('late'));
  const first = await Promise.race([ended, late.promise]);
  cancel();
  // What it may still write is refused then: another node has a newer token.
  if (first === 'late') await release(services, claimed);
}

/** A run that threw is not a worker that died: the attempt does not count against the record at the checkpoint. */
async function leaveJob(services: JobsServices, claimed: ClaimedJob, failedRuns: number): Promise<void> {
  const { store, logger, metrics } = services;
  const { account, region, userPoolId, id } = claimed.job;
  let isOver = false;
  try {
    const current = await store.findImportJob({ account, region }, userPoolId, id);
    // It is not tried again, so it does not have to wait either (R67).
    isOver = current?.status === 'Stopping' || failedRuns >= FAILED_RUNS_MAX;
    if (current?.status === 'Stopping') await endJob(services, claimed, 'halt', fillText('T5'));
    else if (isOver) await endJob(services, claimed, 'fail', fillText('T42'));
    else await store.releaseImportJob(claimed.leaseToken);
  } catch (error) {
    logger.error({ err: error, jobId: id }, 'the job could not be given back');
  }
  // Also where the store is away, so that nothing could be given back to it.
  if (!isOver) metrics.count('muster_import_run_retries_total', {});
}

async function release({ store, logger }: JobsServices, { job, leaseToken }: ClaimedJob): Promise<void> {
  try {
    await store.releaseImportJob(leaseToken);
  } catch (error) {
    logger.error({ err: error, jobId: job.id }, 'the job could not be given back');
  }
}
