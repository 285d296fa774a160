import type { Scheduler } from '../base/scheduler.ts';
import { fillText } from '../domain/record-texts.ts';
import type { ClaimedJob } from '../store/store.ts';
import { endJob, runImportJob } from './import-job-runner.ts';
import { pauseMsAfter, TroubledJobs } from './troubled-jobs.ts';
import { WakeSignal } from './wake-signal.ts';
import type { WorkerServices } from './worker-services.ts';

/** How long a lost wake hint can cost. */
export const POLL_MS = 1_000;
/** Failed runs of one job in a row, with pauses that add up to about a minute, before it is `Failed` (R299). */
const FAILED_RUNS_MAX = 10;

export interface RunJobsOptions {
  readonly services: WorkerServices;
  readonly scheduler: Scheduler;
  readonly wake: WakeSignal;
  /** Ends the loop: a job under way is given back at its next checkpoint. */
  readonly signal: AbortSignal;
}

/**
 * Claims a job, runs it, claims the next, until the signal says stop. Never rejects: trouble is logged and tried again after a pause, in
 * which other jobs run.
 */
export async function runJobs({ services, scheduler, wake, signal }: RunJobsOptions): Promise<void> {
  const { store, nodeId, logger } = services;
  const troubled = new TroubledJobs(scheduler, () => wake.set());
  let failedClaims = 0;
  while (!signal.aborted) {
    let claimed: ClaimedJob | undefined;
    try {
      const paused = troubled.paused();
      claimed = await store.claimImportJob(nodeId, paused);
      failedClaims = 0;
      if (claimed) {
        await runImportJob(services, claimed, () => signal.aborted);
        troubled.forget(claimed.job.key);
        continue;
      }
      // Nothing is active but what is paused: any other has ended elsewhere.
      if (paused.length === 0) troubled.forgetAll();
      await wake.wait(scheduler, POLL_MS, signal);
    } catch (error) {
      if (claimed) {
        const failedRuns = troubled.count(claimed.job.key);
        logger.error({ err: error, jobId: claimed.job.id, failedRuns }, 'the jobs worker met trouble');
        await leaveJob(services, claimed, failedRuns);
        troubled.pause(claimed.job.key);
      } else {
        failedClaims += 1;
        logger.error({ err: error, failedClaims }, 'the jobs worker could not claim a job');
        // A signal of its own, which nobody sets: a hint that there is work does not mend the store.
        await new WakeSignal().wait(scheduler, pauseMsAfter(failedClaims), signal);
      }
    }
  }
  troubled.forgetAll();
}

/** A run that threw is not a worker that died: the attempt does not count against the record at the checkpoint. */
async function leaveJob(services: WorkerServices, claimed: ClaimedJob, failedRuns: number): Promise<void> {
  try {
    if (failedRuns >= FAILED_RUNS_MAX) await endJob(services, claimed, 'fail', fillText('T42'));
    else await services.store.releaseImportJob(claimed.leaseToken);
  } catch (error) {
    services.logger.error({ err: error, jobId: claimed.job.id }, 'the job could not be given back');
  }
}
