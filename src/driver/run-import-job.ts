import {
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../base/assert.ts';
import { findSystemCode } from '../base/system-code.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import { askPatiently, isPassing } from './ask-patiently.ts';
import { DriverError } from './driver-error.ts';
import type { DriverPhase, JobPlace } from './driver-event.ts';
import type { DriverRun } from './driver-run.ts';
import type { InspectedFile } from './inspect-file.ts';
import { jobNameOf } from './job-name.ts';
import { countDone } from './job-states.ts';
import type { PoolToImportInto } from './prepare-pool.ts';
import { startJob } from './start-job.ts';
import { uploadFile } from './upload-file.ts';
import { watchJob } from './watch-job.ts';

/** Longer than the API of a server is up before its uploads are. */
const UNREACHABLE_PATIENCE_MS = 10_000;
/** No connection came about, or none that moves. */
const UNREACHABLE_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Creates a job for the file, uploads, starts and watches it. Resolves with the job as it ended. */
export async function runImportJob(
  file: InspectedFile,
  pool: PoolToImportInto,
  options: { readonly roleArn: string; readonly passwordHashingAlgorithm: PasswordHashingAlgorithm | undefined },
  run: DriverRun,
): Promise<UserImportJobType> {
  const { signal } = run.interruption;
  const request = new CreateUserImportJobCommand({
    UserPoolId: pool.id,
    JobName: jobNameOf(file),
    CloudWatchLogsRoleArn: options.roleArn,
    PasswordHashingAlgorithm: options.passwordHashingAlgorithm,
  });
  // Sent twice it leaves a job that was not started, which expires (R64).
  const create = () => run.service.clients.cognito.send(request, { abortSignal: signal });
  const { UserImportJob: job } = await askPatiently(create, run, { signal });
  const jobId = assertPresent(job?.JobId, 'CreateUserImportJob answers with an id');
  const place = { userPoolId: pool.id, jobId };
  await upload(file, place, assertPresent(job?.PreSignedUrl, 'CreateUserImportJob answers with a URL'), run);
  await startJob({ ...place, isUploaded: true }, run);
  run.report({ kind: 'job-started', jobId });
  return followJob(place, file.recordCount, 'importing', run);
}

/** Reports the progress of a started job until it has ended. */
export async function followJob(
  place: JobPlace,
  total: number | undefined,
  phase: DriverPhase,
  run: DriverRun,
): Promise<UserImportJobType> {
  const onCounters = (job: UserImportJobType): void =>
    run.report({ kind: 'progress', phase, done: countDone(job), total });
  try {
    return await watchJob(place, onCounters, run);
  } finally {
    run.report({ kind: 'phase-ended' });
  }
}

/**
 * Says whether to give the upload up: when its address cannot be reached, for some seconds, while the service that gave it answers. Both
 * are away while a server restarts.
 */
function watchUnreachable({ userPoolId, jobId }: JobPlace, run: DriverRun): (error: unknown) => Promise<boolean> {
  const request = new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
  const ask = () => run.service.clients.cognito.send(request, { abortSignal: run.interruption.signal });
  let answersSinceMs: number | undefined;
  return async (error) => {
    const isUnreachable = error instanceof DriverError && UNREACHABLE_CODES.has(findSystemCode(error) ?? '');
    const answers =
      isUnreachable &&
      (await ask().then(
        () => true,
        (refusal: unknown) => !isPassing(refusal),
      ));
    if (!answers) {
      answersSinceMs = undefined;
      return false;
    }
    const nowMs = run.clock.monotonicMs();
    answersSinceMs ??= nowMs;
    return nowMs - answersSinceMs >= UNREACHABLE_PATIENCE_MS;
  };
}

/** A file that was cut off on its way is sent again, whole. */
async function upload(file: InspectedFile, place: JobPlace, url: string, run: DriverRun): Promise<void> {
  const { signal } = run.interruption;
  const { path, byteLength: total } = file;
  const onBytes = (done: number): void => run.report({ kind: 'progress', phase: 'uploading', done, total });
  const { findUploadHint } = run.service;
  try {
    await askPatiently(() => uploadFile({ path, byteLength: total, url, signal, onBytes, findUploadHint }), run, {
      signal,
      isHopeless: watchUnreachable(place, run),
    });
  } finally {
    run.report({ kind: 'phase-ended' });
  }
}
