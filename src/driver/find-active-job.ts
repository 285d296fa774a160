import { ListUserImportJobsCommand, type UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { JobPlace } from './driver-event.ts';
import type { DriverRun } from './driver-run.ts';
import { isActiveJob } from './job-states.ts';
import { listPools } from './prepare-pool.ts';

const JOBS_PER_PAGE = 60;

/**
 * The job that occupies the account (R63): looked for in this pool, then in the others. `none` if there is no such job, `unknown` if
 * the pools of the account may not be listed.
 */
export async function findActiveJob(
  userPoolId: string,
  { service, interruption }: DriverRun,
): Promise<JobPlace | 'none' | 'unknown'> {
  const { cognito } = service.clients;
  const findIn = async (id: string): Promise<JobPlace | undefined> => {
    for await (const job of listJobs(id, { service, interruption })) {
      if (isActiveJob(job) && job.JobId !== undefined) return { userPoolId: id, jobId: job.JobId };
    }
    return undefined;
  };
  const here = await findIn(userPoolId);
  if (here !== undefined) return here;
  try {
    for await (const { Id: id } of listPools(cognito)) {
      const found = id === undefined || id === userPoolId ? undefined : await findIn(id);
      if (found !== undefined) return found;
    }
    return 'none';
  } catch (error) {
    if (error instanceof Error && /^AccessDenied/.test(error.name)) return 'unknown';
    throw error;
  }
}

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
