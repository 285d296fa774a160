import { ListUserImportJobsCommand, type UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { JobPlace } from './driver-event.ts';
import type { DriverRun } from './driver-run.ts';
import type { ImportService } from './import-service.ts';
import { isActiveJob } from './job-states.ts';
import { listPools } from './prepare-pool.ts';

const JOBS_PER_PAGE = 60;

/** The active job of a pool, if any. */
async function findActiveJobIn(
  userPoolId: string,
  run: Pick<DriverRun, 'service' | 'interruption'>,
): Promise<JobPlace | undefined> {
  for await (const job of listJobs(userPoolId, run)) {
    if (isActiveJob(job) && job.JobId !== undefined) return { userPoolId, jobId: job.JobId };
  }
  return undefined;
}

/**
 * The job that occupies the account (R63): looked for in this pool, then in the others. `none` if there is no such job, `unknown` if
 * the pools of the account may not be listed.
 */
export async function findActiveJob(
  userPoolId: string,
  run: Pick<DriverRun, 'service' | 'interruption'>,
): Promise<JobPlace | 'none' | 'unknown'> {
  const here = await findActiveJobIn(userPoolId, run);
  if (here !== undefined) return here;
  try {
    for await (const { Id: id } of listPools(run.service.clients.cognito)) {
      const found = id === undefined || id === userPoolId ? undefined : await findInListed(id, run);
      if (found !== undefined) return found;
    }
    return 'none';
  } catch (error) {
    if (error instanceof Error && /^AccessDenied/.test(error.name)) return 'unknown';
    throw error;
  }
}

/** A pool may have been deleted since it was listed: then its jobs are gone too. */
async function findInListed(
  userPoolId: string,
  run: Pick<DriverRun, 'service' | 'interruption'>,
): Promise<JobPlace | undefined> {
  try {
    return await findActiveJobIn(userPoolId, run);
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** Import jobs that a pool has had in its life: it may have 1,000 (M75). */
export async function countJobs(userPoolId: string, service: ImportService): Promise<number> {
  let count = 0;
  for await (const _job of listJobs(userPoolId, { service, interruption: NEVER })) count += 1;
  return count;
}

const NEVER = { signal: new AbortController().signal, byPerson: false };

/** All jobs of a pool, newest first. */
export async function* listJobs(
  userPoolId: string,
  { service, interruption }: Pick<DriverRun, 'service' | 'interruption'>,
): AsyncGenerator<UserImportJobType, void, void> {
  let token: string | undefined;
  do {
    const page = await service.clients.cognito.send(
      new ListUserImportJobsCommand({
        UserPoolId: userPoolId,
        MaxResults: JOBS_PER_PAGE,
        ...(token === undefined ? {} : { PaginationToken: token }),
      }),
      { abortSignal: interruption.signal },
    );
    yield* page.UserImportJobs ?? [];
    token = page.PaginationToken;
  } while (token !== undefined);
}
