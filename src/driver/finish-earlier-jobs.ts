import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import type { DriverRun } from './driver-run.ts';
import { listJobs } from './find-active-job.ts';
import type { InspectedFile } from './inspect-file.ts';
import { isJobOf, JOB_NAME_PREFIX } from './job-name.ts';
import { isActiveJob, ranThrough } from './job-states.ts';
import type { PoolToImportInto } from './prepare-pool.ts';
import { followJob } from './run-import-job.ts';
import { isRefusedStart, startJob } from './start-job.ts';

/**
 * Sees to it that what an earlier run left unfinished in the pool is finished before a new job is created. Returns the job that did
 * all of this very file, if there was one: then nothing is left to import.
 */
export async function finishEarlierJobs(
  pool: PoolToImportInto,
  file: InspectedFile,
  passwordHashingAlgorithm: PasswordHashingAlgorithm | undefined,
  run: DriverRun,
): Promise<UserImportJobType | undefined> {
  if (pool.isNew) return undefined;
  let finished: UserImportJobType | undefined;
  for (const job of await listUnfinishedJobs(pool, run)) {
    const { JobId: jobId, JobName: jobName = '' } = job;
    if (jobId === undefined) continue;
    const isSameFile = isJobOf(file, jobName) && job.PasswordHashingAlgorithm === passwordHashingAlgorithm;
    if (job.Status === 'Created' && !(await startIfUploaded(pool.id, jobId, run))) continue;
    run.report({ kind: 'earlier-job-found', job, isSameFile });
    const total = isSameFile ? file.recordCount : undefined;
    const ended = await followJob({ userPoolId: pool.id, jobId }, total, isSameFile ? 'importing' : 'finishing', run);
    run.interruption.signal.throwIfAborted();
    if (isSameFile && ranThrough(ended, file.recordCount)) finished = ended;
    else run.report({ kind: 'earlier-job-ended', job: ended });
  }
  return finished;
}

/** The active job, whoever created it, then jobs of the driver that were not started; oldest first. */
async function listUnfinishedJobs(pool: PoolToImportInto, run: DriverRun): Promise<readonly UserImportJobType[]> {
  const active: UserImportJobType[] = [];
  const created: UserImportJobType[] = [];
  for await (const job of listJobs(pool.id, run)) {
    if (isActiveJob(job)) active.unshift(job);
    else if (job.Status === 'Created' && job.JobName?.startsWith(JOB_NAME_PREFIX)) created.unshift(job);
  }
  return [...active, ...created];
}

/** False if the run that created the job ended before its file was uploaded: there is nothing to finish, and it expires (R64). */
async function startIfUploaded(userPoolId: string, jobId: string, run: DriverRun): Promise<boolean> {
  try {
    await startJob({ userPoolId, jobId, isUploaded: false }, run);
    return true;
  } catch (error) {
    if (isRefusedStart(error)) return false;
    throw error;
  }
}
