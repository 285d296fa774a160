import {
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../base/assert.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { askPatiently, findStatus, isPassing } from '../ask-patiently.ts';
import type { DriverRun } from '../driver-run.ts';
import { listJobs } from '../find-active-job.ts';

/** One lost answer is no trouble that a person has to know of. */
const QUIET_MS = 10_000;
/** A role that was created just now may not be known to Cognito (M84). */
const NEW_ROLE_WAIT_MAX_MS = 120_000;
const NEW_ROLE_POLL_MS = 5_000;

export interface JobRequest {
  readonly userPoolId: string;
  readonly jobName: string;
  readonly roleArn: string;
  readonly hasNewRole: boolean;
  readonly passwordHashingAlgorithm: PasswordHashingAlgorithm | undefined;
  /** Jobs of that name that are known. */
  readonly knownJobIds: readonly string[];
}

/**
 * Creates a job, exactly one: a pool may have 1,000 in its life (M75). If no answer comes, a job of the name that is not known yet is the
 * one that was created.
 */
export async function createJob(request: JobRequest, run: DriverRun): Promise<UserImportJobType> {
  const { signal } = run.interruption;
  const { cognitoOnce } = run.service.clients;
  const beginMs = run.clock.monotonicMs();
  const create = async (): Promise<UserImportJobType> => {
    try {
      const { UserImportJob } = await cognitoOnce.send(
        new CreateUserImportJobCommand({
          UserPoolId: request.userPoolId,
          JobName: request.jobName,
          CloudWatchLogsRoleArn: request.roleArn,
          PasswordHashingAlgorithm: request.passwordHashingAlgorithm,
        }),
        { abortSignal: signal },
      );
      return assertPresent(UserImportJob, 'CreateUserImportJob answers with the job');
    } catch (error) {
      if (!isPassing(error)) throw error;
      const found = await findUnknownJob(request, run);
      if (found === undefined) throw error;
      return found;
    }
  };
  for (;;) {
    try {
      return await askPatiently(create, run, { signal, quietMs: QUIET_MS });
    } catch (error) {
      const mayPass = request.hasNewRole && isRoleRefusal(error);
      if (!mayPass || run.clock.monotonicMs() - beginMs >= NEW_ROLE_WAIT_MAX_MS) throw error;
      await run.pause(NEW_ROLE_POLL_MS, signal);
      run.waited?.('new-role', NEW_ROLE_POLL_MS);
    }
  }
}

/** The newest job of the name whose id is not known: what a command that was killed, or an answer that was lost, has left. */
export async function findUnknownJob(
  { userPoolId, jobName, knownJobIds }: Pick<JobRequest, 'userPoolId' | 'jobName' | 'knownJobIds'>,
  run: DriverRun,
): Promise<UserImportJobType | undefined> {
  const { signal } = run.interruption;
  const find = async (): Promise<UserImportJobType | undefined> => {
    let newest: UserImportJobType | undefined;
    for await (const job of listJobs(userPoolId, run)) {
      if (job.JobName !== jobName || job.JobId === undefined || knownJobIds.includes(job.JobId)) continue;
      if ((job.CreationDate?.getTime() ?? 0) >= (newest?.CreationDate?.getTime() ?? 0)) newest = job;
    }
    return newest;
  };
  return askPatiently(find, run, { signal, quietMs: QUIET_MS });
}

/** The job as it is; undefined if there is none of that id. */
export async function describeJob(
  userPoolId: string,
  jobId: string,
  run: DriverRun,
): Promise<UserImportJobType | undefined> {
  const { signal } = run.interruption;
  const request = new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
  try {
    const ask = () => run.service.clients.cognito.send(request, { abortSignal: signal });
    return (await askPatiently(ask, run, { signal })).UserImportJob;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** By the members of the answer: which error Cognito gives for such a role is not documented. */
function isRoleRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    findStatus(error) === 400 &&
    /^(?:InvalidParameter|NotAuthorized|PreconditionNotMet)/.test(error.name)
  );
}
