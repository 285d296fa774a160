import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import type { JobPlace } from './driver-event.ts';
import type { DriverRun } from './driver-run.ts';
import { listJobs } from './find-active-job.ts';
import type { InspectedFile } from './inspect-file.ts';
import { isJobOf } from './job-name.ts';
import { countDone, isActiveJob, ranThrough } from './job-states.ts';
import type { PoolToImportInto } from './prepare-pool.ts';
import { followJob } from './run-import-job.ts';
import { isRefusedStart, startJob } from './start-job.ts';
import { awaitOtherJob } from './watch-job.ts';

/**
 * Sees to it that what an earlier run left unfinished of this very file is finished before a new job is created, and waits for jobs of
 * others that are active in the pool. Returns the job that did all of this file, or was stopped in it by this run: then nothing more is
 * to be done.
 */
export async function finishEarlierJobs(
  pool: PoolToImportInto,
  file: InspectedFile,
  passwordHashingAlgorithm: PasswordHashingAlgorithm | undefined,
  run: DriverRun,
): Promise<UserImportJobType | undefined> {
  if (pool.isNew) return undefined;
  const isOfFile = ({ JobName = '', PasswordHashingAlgorithm }: UserImportJobType): boolean =>
    isJobOf(file, JobName) && PasswordHashingAlgorithm === passwordHashingAlgorithm;
  for (const job of await listUnfinishedJobs(pool, isOfFile, run)) {
    if (job.JobId === undefined) continue;
    const place = { userPoolId: pool.id, jobId: job.JobId };
    if (!isOfFile(job)) {
      run.report({ kind: 'earlier-job-ended', job: await waitForOther(place, run) });
      continue;
    }
    if (job.Status === 'Created' && !(await startIfUploaded(place, run))) continue;
    run.report({ kind: 'earlier-job-found', job });
    const ended = await followJob(place, file.recordCount, 'importing', run);
    // Stopped on demand: its counters are the report of this run.
    if (run.interruption.signal.aborted || ranThrough(ended, file.recordCount)) return ended;
    run.report({ kind: 'earlier-job-ended', job: ended });
  }
  return undefined;
}

/**
 * The active job, whoever created it, then jobs of this file that were not started; oldest first. Those of other files that were not
 * started are left to expire (R64): their files may have been withdrawn.
 */
async function listUnfinishedJobs(
  pool: PoolToImportInto,
  isOfFile: (job: UserImportJobType) => boolean,
  run: DriverRun,
): Promise<readonly UserImportJobType[]> {
  const active: UserImportJobType[] = [];
  const created: UserImportJobType[] = [];
  for await (const job of listJobs(pool.id, run)) {
    if (isActiveJob(job)) active.unshift(job);
    else if (job.Status === 'Created' && isOfFile(job)) created.unshift(job);
  }
  return [...active, ...created];
}

/** The job is not this run's to stop: an interruption ends the wait alone. */
async function waitForOther(other: JobPlace, run: DriverRun): Promise<UserImportJobType> {
  run.report({ kind: 'waiting-for-other-job', other });
  const onCounters = (job: UserImportJobType): void =>
    run.report({ kind: 'progress', phase: 'waiting', done: countDone(job), total: undefined });
  try {
    return await awaitOtherJob(other, onCounters, run);
  } catch (error) {
    if (run.interruption.signal.aborted) run.report({ kind: 'other-job-left', jobId: other.jobId });
    throw error;
  } finally {
    run.report({ kind: 'phase-ended' });
  }
}

/** False if the run that created the job ended before its file was uploaded: there is nothing to finish, and it expires (R64). */
async function startIfUploaded(place: JobPlace, run: DriverRun): Promise<boolean> {
  try {
    await startJob({ ...place, isUploaded: false }, run);
    return true;
  } catch (error) {
    if (isRefusedStart(error)) return false;
    throw error;
  }
}
