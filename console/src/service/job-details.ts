import {
  DescribeUserImportJobCommand,
  StopUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { queryOptions } from '@tanstack/react-query';
import { isTooManyFailures } from '../../../src/domain/imports/is-too-many-failures.ts';
import type { Clients } from './clients.ts';
import { isMoving } from './job-queries.ts';

/** One import job with all that the API says of it. */
export interface JobDetails {
  readonly jobId: string;
  readonly name: string;
  readonly poolId: string;
  readonly status: string;
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  readonly createdAt: Date | undefined;
  readonly startedAt: Date | undefined;
  readonly completedAt: Date | undefined;
  readonly completionMessage: string | undefined;
  readonly roleArn: string | undefined;
  readonly passwordHashingAlgorithm: string | undefined;
}

const MOVING_MS = 1_000;
/** Somebody else may start it. */
const CREATED_MS = 3_000;

/** Asked for again while it changes by itself. */
export function jobQuery({ cognito }: Clients, poolId: string, jobId: string) {
  return queryOptions({
    queryKey: ['job', poolId, jobId],
    async queryFn({ signal }): Promise<JobDetails> {
      const input = { UserPoolId: poolId, JobId: jobId };
      const { UserImportJob } = await cognito.send(new DescribeUserImportJobCommand(input), { abortSignal: signal });
      if (UserImportJob === undefined) throw new Error('an answer without a job');
      return toJobDetails(UserImportJob);
    },
    refetchInterval: ({ state }) => (state.data === undefined ? false : refreshMsOf(state.data)),
  });
}

/** Asks the job to stop; what is imported stays. */
export async function stopJob({ cognito }: Clients, poolId: string, jobId: string): Promise<void> {
  await cognito.send(new StopUserImportJobCommand({ UserPoolId: poolId, JobId: jobId }));
}

/** Whether nothing can happen to the job any more. */
export function hasEnded(job: Pick<JobDetails, 'status'>): boolean {
  return !isMoving(job) && job.status !== 'Created';
}

/** Whether a job ended as Failed although no record failed: most of their users were there already. */
export function endedUnharmed({
  status,
  imported,
  skipped,
  failed,
}: Pick<JobDetails, 'status' | 'imported' | 'skipped' | 'failed'>): boolean {
  const counters = { importedUsers: imported, skippedUsers: skipped, failedUsers: failed };
  return status === 'Failed' && failed === 0 && isTooManyFailures(counters);
}

/** Whether users of the file are in the pool: by this job, or from before. */
export function hasUsers({ imported, skipped }: Pick<JobDetails, 'imported' | 'skipped'>): boolean {
  return imported + skipped > 0;
}

/** Records that have their outcome. */
export function countDone({ imported, skipped, failed }: Pick<JobDetails, 'imported' | 'skipped' | 'failed'>): number {
  return imported + skipped + failed;
}

function refreshMsOf(job: JobDetails): number | false {
  if (isMoving(job)) return MOVING_MS;
  return job.status === 'Created' ? CREATED_MS : false;
}

function toJobDetails(job: UserImportJobType): JobDetails {
  return {
    jobId: job.JobId ?? '',
    name: job.JobName ?? '',
    poolId: job.UserPoolId ?? '',
    status: job.Status ?? '',
    imported: job.ImportedUsers ?? 0,
    skipped: job.SkippedUsers ?? 0,
    failed: job.FailedUsers ?? 0,
    createdAt: job.CreationDate,
    startedAt: job.StartDate,
    completedAt: job.CompletionDate,
    completionMessage: job.CompletionMessage,
    roleArn: job.CloudWatchLogsRoleArn,
    passwordHashingAlgorithm: job.PasswordHashingAlgorithm,
  };
}
