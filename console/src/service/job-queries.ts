import { ListUserImportJobsCommand, type UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { Clients } from './clients.ts';
import type { Page } from './page.ts';

/** An import job as a list shows it. */
export interface ListedJob {
  readonly jobId: string;
  readonly name: string;
  readonly poolId: string;
  /** Undefined in the list of one pool. */
  readonly poolName: string | undefined;
  readonly status: string;
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  readonly createdAt: Date | undefined;
  readonly startedAt: Date | undefined;
  readonly completedAt: Date | undefined;
}

const JOBS_PER_PAGE = 20;
const MOVING = new Set(['Pending', 'InProgress', 'Stopping']);

/** Whether a job changes by itself. */
export function isMoving({ status }: Pick<ListedJob, 'status'>): boolean {
  return MOVING.has(status);
}

/** A page of the import jobs of one pool, the newest first. */
export async function listJobsOfPool(
  { cognito }: Clients,
  poolId: string,
  token: string | undefined,
  signal: AbortSignal,
  maxResults = JOBS_PER_PAGE,
): Promise<Page<ListedJob>> {
  const input = { UserPoolId: poolId, MaxResults: maxResults, PaginationToken: token };
  const { UserImportJobs = [], PaginationToken } = await cognito.send(new ListUserImportJobsCommand(input), {
    abortSignal: signal,
  });
  return { items: UserImportJobs.map(toListedJob), next: PaginationToken };
}

/** A page of the import jobs of all pools of account and region, the newest first. Only Muster has it. */
export async function listJobsOfAccount(
  { callMuster }: Clients,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Page<ListedJob>> {
  const input = { MaxResults: JOBS_PER_PAGE, ...(token !== undefined && { NextToken: token }) };
  const { ImportJobs, NextToken } = (await callMuster('ListImportJobs', input, signal)) as ListImportJobsAnswer;
  return { items: ImportJobs.map(toListedJobOfAccount), next: NextToken };
}

/** As docs/MUSTER-API.md has it; times are epoch seconds. */
interface ListImportJobsAnswer {
  readonly ImportJobs: readonly (Omit<UserImportJobType, 'CreationDate' | 'StartDate' | 'CompletionDate'> & {
    readonly UserPoolName: string;
    readonly CreationDate?: number;
    readonly StartDate?: number;
    readonly CompletionDate?: number;
  })[];
  readonly NextToken?: string;
}

function toListedJobOfAccount(job: ListImportJobsAnswer['ImportJobs'][number]): ListedJob {
  const { CreationDate, StartDate, CompletionDate, UserPoolName, ...rest } = job;
  const dates = {
    CreationDate: fromEpoch(CreationDate),
    StartDate: fromEpoch(StartDate),
    CompletionDate: fromEpoch(CompletionDate),
  };
  return { ...toListedJob({ ...rest, ...dates }), poolName: UserPoolName };
}

function toListedJob(job: UserImportJobType): ListedJob {
  return {
    jobId: job.JobId ?? '',
    name: job.JobName ?? '',
    poolId: job.UserPoolId ?? '',
    poolName: undefined,
    status: job.Status ?? '',
    imported: job.ImportedUsers ?? 0,
    skipped: job.SkippedUsers ?? 0,
    failed: job.FailedUsers ?? 0,
    createdAt: job.CreationDate,
    startedAt: job.StartDate,
    completedAt: job.CompletionDate,
  };
}

export function fromEpoch(seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1_000);
}
