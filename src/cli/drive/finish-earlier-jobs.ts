import { ListUserImportJobsCommand, type UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import { formatCount } from '../../base/format-quantity.ts';
import { fillText } from '../../domain/texts/fill-text.ts';
import type { PoolToImportInto } from './prepare-pool.ts';
import { followJob, type ImportRun, JOB_NAME_PREFIX, startJob } from './run-import-job.ts';

const JOBS_PER_PAGE = 60;
const ACTIVE: ReadonlySet<string> = new Set(['Pending', 'InProgress', 'Stopping']);

/** Sees to it that what an earlier run left unfinished in the pool is finished before a new job is made, and says so. */
export async function finishEarlierJobs(pool: PoolToImportInto, run: ImportRun): Promise<void> {
  if (pool.isNew) return;
  for (const job of await listUnfinishedJobs(pool, run)) {
    const { JobId: jobId, JobName: jobName = '' } = job;
    if (jobId === undefined) continue;
    if (job.Status === 'Created' && !(await startIfUploaded(pool.id, jobId, run))) continue;
    run.output.note(`Finishing job ${jobId} (${jobName}) of an earlier run first.`);
    const ended = await followJob(pool.id, jobId, undefined, 'Finishing', run);
    run.output.note(`Finished job ${jobId}: ${describeEnd(ended)}`);
    run.interruption.signal.throwIfAborted();
  }
}

/** The active job, whoever made it, then jobs of this command that were not started; oldest first. */
async function listUnfinishedJobs(
  pool: PoolToImportInto,
  { clients, interruption }: ImportRun,
): Promise<UserImportJobType[]> {
  const active: UserImportJobType[] = [];
  const created: UserImportJobType[] = [];
  let token: string | undefined;
  do {
    const page = await clients.cognito.send(
      new ListUserImportJobsCommand({
        UserPoolId: pool.id,
        MaxResults: JOBS_PER_PAGE,
        ...(token === undefined ? {} : { PaginationToken: token }),
      }),
      { abortSignal: interruption.signal },
    );
    for (const job of page.UserImportJobs ?? []) {
      if (ACTIVE.has(job.Status ?? '')) active.unshift(job);
      else if (job.Status === 'Created' && job.JobName?.startsWith(JOB_NAME_PREFIX)) created.unshift(job);
    }
    token = page.PaginationToken;
  } while (token !== undefined);
  return [...active, ...created];
}

/** False if the run that made the job ended before its file was uploaded: there is nothing to finish, and it expires (R64). */
async function startIfUploaded(userPoolId: string, jobId: string, run: ImportRun): Promise<boolean> {
  try {
    await startJob(userPoolId, jobId, run);
    return true;
  } catch (error) {
    if (error instanceof Error && error.message === fillText('csv-file-not-uploaded', jobId)) return false;
    throw error;
  }
}

function describeEnd({ Status, ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): string {
  return `${Status}, ${formatCount(ImportedUsers)} imported, ${formatCount(SkippedUsers)} skipped, ${formatCount(FailedUsers)} failed.`;
}
