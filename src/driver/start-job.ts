import { DescribeUserImportJobCommand, StartUserImportJobCommand } from '@aws-sdk/client-cognito-identity-provider';
import { askPatiently } from './ask-patiently.ts';
import { DriverError } from './driver-error.ts';
import type { DriverRun } from './driver-run.ts';
import { findActiveJob, findActiveJobIn } from './find-active-job.ts';

const OTHER_JOB_POLL_MS = 1_000;
/** The other job is looked for in all pools of the account: rarely, for there may be many. */
const OTHER_JOB_LOOK_MS = 30_000;
/** How long a refused start is tried again while the reason cannot be found. */
const UNSEEN_JOB_WAIT_MAX_MS = 3_600_000;

export interface JobToStart {
  readonly userPoolId: string;
  readonly jobId: string;
  /** Whether its file is known to have arrived. If it is not, a missing file is what most probably keeps the job from starting. */
  readonly isUploaded: boolean;
}

/**
 * Starts a job, after the one that is active in the account, if any (R63). The service refuses a start by one error, whatever the
 * reason, so that the reason is found in the state of the jobs. Another run on the pool may start a job that waits here; then it
 * only has to be followed. @throws the answer of the service, if no other job is active
 */
export async function startJob(job: JobToStart, run: DriverRun): Promise<void> {
  const { signal } = run.interruption;
  const beginMs = run.clock.monotonicMs();
  let nextLookMs = beginMs;
  let isTold = false;
  let isLastTry = false;
  for (;;) {
    signal.throwIfAborted();
    const refusal = await tryStart(job, run);
    if (refusal === undefined) return;
    const nowMs = run.clock.monotonicMs();
    if (nowMs >= nextLookMs) {
      nextLookMs = nowMs + OTHER_JOB_LOOK_MS;
      const other = await askPatiently(() => findOther(job, run), run, { signal });
      if (other === 'none') {
        if (isLastTry) throw refusal;
        // The other job may have ended between the two questions.
        isLastTry = true;
        nextLookMs = nowMs;
        continue;
      }
      isLastTry = false;
      const isUnseen = other === 'unknown';
      if (isUnseen && (!job.isUploaded || nowMs - beginMs >= UNSEEN_JOB_WAIT_MAX_MS)) throw refusal;
      if (!isTold) run.report({ kind: 'waiting-for-other-job', other: isUnseen ? undefined : other });
      isTold = true;
    }
    await run.pause(OTHER_JOB_POLL_MS, signal);
  }
}

/** A missing file is not worth a look into all pools of the account. */
async function findOther({ userPoolId, isUploaded }: JobToStart, run: DriverRun): ReturnType<typeof findActiveJob> {
  return isUploaded ? findActiveJob(userPoolId, run) : ((await findActiveJobIn(userPoolId, run)) ?? 'none');
}

/** The refusal, if the state of the jobs is the reason; undefined if the job is started. */
async function tryStart(job: JobToStart, run: DriverRun): Promise<Error | undefined> {
  try {
    const refusal = await askForStart(job, run);
    return refusal === undefined || (await isStarted(job, run)) ? undefined : refusal;
  } catch (error) {
    // The service may have accepted a start whose answer this run has not got.
    if (run.interruption.signal.aborted && (await isStartedAllTheSame(job, run))) return undefined;
    throw error;
  }
}

async function isStartedAllTheSame({ userPoolId, jobId }: JobToStart, run: DriverRun): Promise<boolean> {
  const request = new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
  try {
    const { UserImportJob: job } = await run.service.clients.cognito.send(request);
    return job?.Status !== 'Created';
  } catch (error) {
    throw new DriverError({ kind: 'start-unknown', jobId }, error);
  }
}

async function askForStart({ userPoolId, jobId }: JobToStart, run: DriverRun): Promise<Error | undefined> {
  const { signal } = run.interruption;
  const request = new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
  try {
    const ask = () => run.service.clients.cognito.send(request, { abortSignal: signal });
    await askPatiently(ask, run, { signal });
    return undefined;
  } catch (error) {
    if (isRefusedStart(error)) return error;
    throw error;
  }
}

export function isRefusedStart(error: unknown): error is Error {
  return error instanceof Error && error.name === 'PreconditionNotMetException';
}

async function isStarted({ userPoolId, jobId }: JobToStart, run: DriverRun): Promise<boolean> {
  const { signal } = run.interruption;
  const request = new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
  const ask = () => run.service.clients.cognito.send(request, { abortSignal: signal });
  const { UserImportJob: job } = await askPatiently(ask, run, { signal });
  return job?.Status !== 'Created';
}
