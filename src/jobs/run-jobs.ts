import type { Scheduler } from '../base/scheduler.ts';
import { fillText } from '../domain/record-texts.ts';
import type { ClaimedJob } from '../store/store.ts';
import { endJob, runImportJob } from './import-job-runner.ts';
import type { WakeSignal } from './wake-signal.ts';
import type { WorkerServices } from './worker-services.ts';

/** How long a lost wake hint can cost. */
export const POLL_MS = 1_000;
const PAUSE_MS_MIN = 250;
const PAUSE_MS_MAX = 16_000;
/** Failed runs of one job in a row, with pauses that add up to about a minute, before it is `Failed` (R299). */
const FAILED_RUNS_MAX = 8;

export interface RunJobsOptions {
  readonly services: WorkerServices;
  readonly scheduler: Scheduler;
  readonly wake: WakeSignal;
  /** Ends the loop: a job under way is given back at its next checkpoint. */
  readonly signal: AbortSignal;
}

/** Claims a job, runs it, claims the next, until the signal says stop. Never rejects: trouble is logged and tried again after a pause. */
export async function runJobs({ services, scheduler, wake, signal }: RunJobsOptions): Promise<void> {
  const { store, clock, logger } = services;
  let failures: { readonly jobId: string | undefined; readonly count: number } = { jobId: undefined, count: 0 };
  while (!signal.aborted) {
    let claimed: ClaimedJob | undefined;
    try {
      claimed = await store.claimImportJob([], clock.nowMs());
      if (claimed) await runImportJob(services, claimed, () => signal.aborted);
      failures = { jobId: undefined, count: 0 };
      if (!claimed) await wake.wait(scheduler, POLL_MS, signal);
    } catch (error) {
      const jobId = claimed?.job.id;
      failures = { jobId, count: failures.jobId === jobId ? failures.count + 1 : 1 };
      logger.error({ err: error, jobId, failedRuns: failures.count }, 'the jobs worker met trouble');
      if (claimed) await leaveJob(services, claimed, failures.count);
      const pauseMs = Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN * 2 ** Math.min(failures.count - 1, 10));
      await wake.wait(scheduler, pauseMs, signal);
    }
  }
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
