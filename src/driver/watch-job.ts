import {
  DescribeUserImportJobCommand,
  StopUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../base/assert.ts';
import { askPatiently, pauseUnlessAborted } from './ask-patiently.ts';
import type { JobPlace } from './driver-event.ts';
import type { DriverRun } from './driver-run.ts';
import { hasEnded } from './job-states.ts';

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
  const { firstMs, maxMs } = service.jobPolls;
  let pauseMs = firstMs;
  let stopAsked = false;
  for (;;) {
    const { UserImportJob } = await askPatiently(() => service.clients.cognito.send(request), run, {
      jobId,
      signal: interruption.signal,
      outlastsSignal: true,
    });
    const job = assertPresent(UserImportJob, 'DescribeUserImportJob answers with the job');
    onCounters(job);
    if (hasEnded(job)) return job;
    if (interruption.signal.aborted && !stopAsked) {
      stopAsked = true;
      await stopJob({ userPoolId, jobId }, run);
      pauseMs = firstMs;
    }
    await pauseUnlessAborted(pauseMs, stopAsked ? undefined : interruption.signal, run);
    pauseMs = Math.min(maxMs, pauseMs * POLL_GROWTH);
  }
}

async function stopJob({ userPoolId, jobId }: JobPlace, run: DriverRun): Promise<void> {
  const { byPerson, signal } = run.interruption;
  run.report({ kind: 'stopping-job', jobId, byPerson });
  if (byPerson) await run.pause(SECOND_THOUGHT_MS);
  const request = new StopUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
  try {
    await askPatiently(() => run.service.clients.cognito.send(request), run, { jobId, signal, outlastsSignal: true });
  } catch (error) {
    // It has ended meanwhile (R89): the next answer says how.
    if (!(error instanceof Error && error.name === 'PreconditionNotMetException')) throw error;
  }
}
