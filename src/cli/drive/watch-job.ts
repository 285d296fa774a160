import { setTimeout as wait } from 'node:timers/promises';
import {
  type CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  StopUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../base/assert.ts';
import type { Clock } from '../../base/clock.ts';
import { isPassing } from '../target/aws-error.ts';
import type { Interruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';

const POLL_FIRST_MS = 100;
const POLL_MAX_MS = 500;
const POLL_GROWTH = 1.25;
/** Between the first Ctrl-C and the stop: time for the second, which leaves the job as it is. */
const SECOND_THOUGHT_MS = 1_000;
const UNREACHABLE_MAX_MS = 60_000;

const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Stopped', 'Expired']);

export interface WatchedJob {
  readonly userPoolId: string;
  readonly jobId: string;
}

export interface WatchServices {
  readonly cognito: CognitoIdentityProviderClient;
  readonly clock: Clock;
  readonly output: Output;
  readonly interruption: Interruption;
  onCounters(job: UserImportJobType): void;
  /** Before something is said in between. */
  clearProgress(): void;
}

/** Asks for a started job until it has ended. Ctrl-C stops the job, and its end is waited for all the same. */
export async function watchJob(watched: WatchedJob, services: WatchServices): Promise<UserImportJobType> {
  const { interruption } = services;
  let pauseMs = POLL_FIRST_MS;
  let stopAsked = false;
  for (;;) {
    const job = await describePatiently(watched, services);
    services.onCounters(job);
    if (ENDED.has(job.Status ?? '')) return job;
    if (interruption.signal.aborted && !stopAsked) {
      stopAsked = true;
      await stopJob(watched, services);
      pauseMs = POLL_FIRST_MS;
    }
    await pause(pauseMs, stopAsked ? undefined : interruption.signal);
    pauseMs = Math.min(POLL_MAX_MS, pauseMs * POLL_GROWTH);
  }
}

async function stopJob(watched: WatchedJob, services: WatchServices): Promise<void> {
  const { cognito, output, interruption } = services;
  services.clearProgress();
  if (interruption.byPerson) {
    output.note('Stopping the job. Ctrl-C again leaves it unfinished; the next run then finishes it.');
    await wait(SECOND_THOUGHT_MS);
  } else {
    output.note('Stopping the job.');
  }
  try {
    await cognito.send(new StopUserImportJobCommand({ UserPoolId: watched.userPoolId, JobId: watched.jobId }));
  } catch (error) {
    // It has ended meanwhile (R89): the next answer says how.
    if (!(error instanceof Error && error.name === 'PreconditionNotMetException')) throw error;
  }
}

/** A server that is being restarted goes on with the job: a minute without an answer is not the end of it. */
async function describePatiently(watched: WatchedJob, services: WatchServices): Promise<UserImportJobType> {
  const { cognito, clock, output } = services;
  let unreachableSinceMs: number | undefined;
  for (;;) {
    try {
      const request = new DescribeUserImportJobCommand({ UserPoolId: watched.userPoolId, JobId: watched.jobId });
      const { UserImportJob } = await cognito.send(request);
      return assertPresent(UserImportJob, 'DescribeUserImportJob answers with the job');
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (unreachableSinceMs === undefined) {
        services.clearProgress();
        output.note('The server does not answer; trying again for a minute.');
      }
      unreachableSinceMs ??= clock.monotonicMs();
      if (clock.monotonicMs() - unreachableSinceMs > UNREACHABLE_MAX_MS) throw error;
      await wait(POLL_MAX_MS);
    }
  }
}

/** Ends early when the signal is aborted. */
async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal ? { signal } : {});
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}
