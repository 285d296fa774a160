import { DescribeUserImportJobCommand, StartUserImportJobCommand } from '@aws-sdk/client-cognito-identity-provider';
import { askPatiently, findStatus } from './ask-patiently.ts';
import { DriverError } from './driver-error.ts';
import type { DriverRun } from './driver-run.ts';
import { findActiveJob } from './find-active-job.ts';

/** Pauses grow: the other job may take hours. */
const OTHER_JOB_POLL_FIRST_MS = 1_000;
const OTHER_JOB_POLL_MAX_MS = 15_000;
const OTHER_JOB_POLL_GROWTH = 1.25;
/** One lost answer is no trouble that a person has to know of. */
const QUIET_MS = 10_000;
/** The other job is looked for in all pools of the account: rarely, for there may be many. */
const OTHER_JOB_LOOK_MS = 30_000;
/** How long a refused start is tried again while the reason cannot be found. */
const UNSEEN_JOB_WAIT_MAX_MS = 3_600_000;
/** A new role is known everywhere within seconds, rarely a minute (M84). */
const NEW_ROLE_WAIT_MAX_MS = 120_000;
const NEW_ROLE_POLL_MS = 5_000;
/** Refusals that another try does not change. */
const FINAL_REFUSALS =
  /^(?:AccessDenied|Expired|IncompleteSignature|InvalidSignature|MissingAuth|ResourceNotFound|Serialization|Unknown|Unrecognized)/;

export interface JobToStart {
  readonly userPoolId: string;
  readonly jobId: string;
  /** Whether its role was created so recently that it may not be known everywhere: then a refusal may pass (M84). */
  readonly hasNewRole: boolean;
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
  let pauseMs = OTHER_JOB_POLL_FIRST_MS;
  for (;;) {
    signal.throwIfAborted();
    const refusal = await tryStart(job, run);
    if (refusal === undefined) return;
    const nowMs = run.clock.monotonicMs();
    if (nowMs >= nextLookMs) {
      nextLookMs = nowMs + OTHER_JOB_LOOK_MS;
      const other = await askPatiently(() => findActiveJob(job.userPoolId, run), run, { signal });
      if (other === 'none') {
        if (job.hasNewRole && nowMs - beginMs < NEW_ROLE_WAIT_MAX_MS) {
          await run.pause(NEW_ROLE_POLL_MS, signal);
          run.waited?.('new-role', NEW_ROLE_POLL_MS);
          nextLookMs = nowMs;
          continue;
        }
        if (isLastTry) throw refusal;
        // The other job may have ended between the two questions.
        isLastTry = true;
        nextLookMs = nowMs;
        continue;
      }
      isLastTry = false;
      const isUnseen = other === 'unknown';
      if (isUnseen && nowMs - beginMs >= UNSEEN_JOB_WAIT_MAX_MS) throw refusal;
      if (!isTold) run.report({ kind: 'waiting-for-other-job', other: isUnseen ? undefined : other });
      isTold = true;
    }
    await run.pause(pauseMs, signal);
    run.waited?.('other-job', pauseMs);
    pauseMs = Math.min(OTHER_JOB_POLL_MAX_MS, pauseMs * OTHER_JOB_POLL_GROWTH);
  }
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
    // Once: the SDK takes the refusal of a second job for a throttle.
    const ask = () => run.service.clients.cognitoOnce.send(request, { abortSignal: signal });
    await askPatiently(ask, run, { signal, quietMs: QUIET_MS });
    return undefined;
  } catch (error) {
    if (isRefusedStart(error)) return error;
    throw error;
  }
}

/** The type of the error of a second start is not documented (M74): any refusal that is not of another kind may be one. */
function isRefusedStart(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return (
    error.name === 'PreconditionNotMetException' || (findStatus(error) === 400 && !FINAL_REFUSALS.test(error.name))
  );
}

async function isStarted({ userPoolId, jobId }: JobToStart, run: DriverRun): Promise<boolean> {
  const { signal } = run.interruption;
  const request = new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
  const ask = () => run.service.clients.cognito.send(request, { abortSignal: signal });
  const { UserImportJob: job } = await askPatiently(ask, run, { signal });
  return job?.Status !== 'Created';
}
