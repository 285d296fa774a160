import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  PreconditionNotMetException,
  StartUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../base/assert.ts';
import type { Clock } from '../../base/clock.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { fillText } from '../../domain/texts/fill-text.ts';
import type { AwsClients } from '../target/aws-clients.ts';
import { startProgress } from '../terminal/import-progress.ts';
import type { Interruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import type { InspectedFile } from './inspect-file.ts';
import type { PoolToImportInto } from './prepare-pool.ts';
import { uploadFile } from './upload-file.ts';
import { watchJob } from './watch-job.ts';

/** Jobs that this command makes are known by their name. */
export const JOB_NAME_PREFIX = 'muster-import ';
const JOB_NAME_CHARACTERS_MAX = 128;
const OTHER_JOB_WAIT_MS = 1_000;

export interface ImportRun {
  readonly clients: AwsClients;
  readonly clock: Clock;
  readonly output: Output;
  readonly interruption: Interruption;
}

/** Makes a job for the file, uploads, starts and watches it. Resolves with the job as it ended. */
export async function runImportJob(
  file: InspectedFile,
  pool: PoolToImportInto,
  options: { readonly roleArn: string; readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm | undefined },
  run: ImportRun,
): Promise<UserImportJobType> {
  const { cognito } = run.clients;
  const { signal } = run.interruption;
  const { UserImportJob: job } = await cognito.send(
    new CreateUserImportJobCommand({
      UserPoolId: pool.id,
      JobName: jobNameOf(file.name),
      CloudWatchLogsRoleArn: options.roleArn,
      PasswordHashingAlgorithm: options.passwordHashingAlgorithm,
    }),
    { abortSignal: signal },
  );
  const jobId = assertPresent(job?.JobId, 'CreateUserImportJob answers with an id');
  await upload(file, assertPresent(job?.PreSignedUrl, 'CreateUserImportJob answers with a URL'), run);
  await startJob(pool.id, jobId, run);
  run.output.note(`Started job ${jobId}`);
  return followJob(pool.id, jobId, file.recordCount, 'Importing', run);
}

/** Shows the progress of a started job until it has ended. */
export async function followJob(
  userPoolId: string,
  jobId: string,
  recordCount: number | undefined,
  verb: string,
  { clients, clock, output, interruption }: ImportRun,
): Promise<UserImportJobType> {
  const progress = startProgress({ verb, unit: 'records', total: recordCount }, output, clock);
  try {
    return await watchJob(
      { userPoolId, jobId },
      {
        cognito: clients.cognito,
        clock,
        output,
        interruption,
        onCounters: (job) => progress.update(countDone(job)),
        clearProgress: () => progress.stop(),
      },
    );
  } finally {
    progress.stop();
  }
}

/**
 * Starts a job, after the one that is active in the account, if any (R63). Another run on the pool takes a job that waits here for one
 * that was left behind, and starts it: then it only has to be followed.
 */
export async function startJob(userPoolId: string, jobId: string, run: ImportRun): Promise<void> {
  const { signal } = run.interruption;
  let isSaid = false;
  for (;;) {
    signal.throwIfAborted();
    try {
      const request = new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
      await run.clients.cognito.send(request, { abortSignal: signal });
      return;
    } catch (error) {
      if (!(error instanceof PreconditionNotMetException)) throw error;
      if (await isStarted(userPoolId, jobId, run)) return;
      if (error.message !== fillText('another-import-job-active')) throw error;
    }
    if (!isSaid) run.output.note('Another import job is active in this account; waiting for its end.');
    isSaid = true;
    await wait(OTHER_JOB_WAIT_MS, undefined, { signal });
  }
}

async function isStarted(userPoolId: string, jobId: string, { clients, interruption }: ImportRun): Promise<boolean> {
  const request = new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
  const { UserImportJob: job } = await clients.cognito.send(request, { abortSignal: interruption.signal });
  return job?.Status !== 'Created';
}

/** Records of a job that are done. */
export function countDone({ ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): number {
  return ImportedUsers + SkippedUsers + FailedUsers;
}

/** R47. */
export function jobNameOf(fileName: string): string {
  return `${JOB_NAME_PREFIX}${fileName.replaceAll(/[^\w\s+=,.@-]/g, '_')}`.slice(0, JOB_NAME_CHARACTERS_MAX);
}

async function upload(file: InspectedFile, url: string, { output, clock, interruption }: ImportRun): Promise<void> {
  const progress = startProgress({ verb: 'Uploading', unit: 'bytes', total: file.byteLength }, output, clock);
  try {
    await uploadFile({
      path: file.path,
      byteLength: file.byteLength,
      url,
      signal: interruption.signal,
      onBytes: (sent) => progress.update(sent),
    });
  } finally {
    progress.stop();
  }
}
