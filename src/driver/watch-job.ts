import {
  DescribeUserImportJobCommand,
  StopUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../base/assert.ts';
import { askPatiently } from './ask-patiently.ts';
import type { JobPlace } from './driver-event.ts';
import type { DriverRun } from './driver-run.ts';
import { hasEnded } from './job-states.ts';

const POLL_FIRST_MS = 100;
const POLL_MAX_MS = 500;
const POLL_GROWTH = 1.25;
/** Between the first Ctrl-C and the stop: time for the second, which leaves the job as it is. */
const SECOND_THOUGHT_MS = 1_000;

/** Asks for a started job until it has ended. An interruption stops the job, and its end is waited for all the same. */
export async function watchJob(
  { userPoolId, jobId }: JobPlace,
  onCounters: (job: UserImportJobType) => void,
  run: DriverRun,
): Promise<UserImportJobType> {
  const { interruption, service } = run;
  const request = new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
  let pauseMs = POLL_FIRST_MS;
  let stopAsked = false;
  for (;;) {
    const { UserImportJob } = await askPatiently(() => service.clients.cognito.send(request), run, { jobId });
    const job = assertPresent(UserImportJob, 'DescribeUserImportJob answers with the job');
    onCounters(job);
    if (hasEnded(job)) return job;
    if (interruption.signal.aborted && !stopAsked) {
      stopAsked = true;
      await stopJob({ userPoolId, jobId }, run);
      pauseMs = POLL_FIRST_MS;
    }
    await pauseUnlessAborted(pauseMs, stopAsked ? undefined : interruption.signal, run);
    pauseMs = Math.min(POLL_MAX_MS, pauseMs * POLL_GROWTH);
  }
}

async function stopJob({ userPoolId, jobId }: JobPlace, run: DriverRun): Promise<void> {
  const { byPerson } = run.interruption;
  run.report({ kind: 'stopping-job', jobId, byPerson });
  if (byPerson) await run.pause(SECOND_THOUGHT_MS);
  const request = new StopUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
  try {
    await askPatiently(() => run.service.clients.cognito.send(request), run, { jobId });
  } catch (error) {
    // It has ended meanwhile (R89): the next answer says how.
    if (!(error instanceof Error && error.name === 'PreconditionNotMetException')) throw error;
  }
}

/** Ends early when the signal is aborted. */
async function pauseUnlessAborted(
  milliseconds: number,
  signal: AbortSignal | undefined,
  run: DriverRun,
): Promise<void> {
  try {
    await run.pause(milliseconds, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}
