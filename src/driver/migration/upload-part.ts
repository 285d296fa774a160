import { DescribeUserImportJobCommand } from '@aws-sdk/client-cognito-identity-provider';
import { findSystemCode } from '../../base/system-code.ts';
import { askPatiently, isPassing } from '../ask-patiently.ts';
import { DriverError } from '../driver-error.ts';
import type { JobPlace } from '../driver-event.ts';
import type { DriverRun } from '../driver-run.ts';
import { uploadFile } from '../upload-file.ts';
import type { PartFile } from './write-part.ts';

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
/** A URL takes an upload that begins within 15 minutes of its creation (M77). */
const URL_VALID_MS = 15 * 60_000;

/**
 * Uploads a part: one that was cut off on its way is sent again, whole. `url-expired`: the service says that the URL no longer takes it.
 * @throws {DriverError}
 */
export async function uploadPart(
  part: PartFile,
  place: JobPlace,
  url: string,
  createdAtMs: number,
  run: DriverRun,
): Promise<'uploaded' | 'url-expired'> {
  const { signal } = run.interruption;
  const { path, byteLength: total } = part;
  const onBytes = (done: number): void => run.report({ kind: 'progress', phase: 'uploading', done, total });
  const { findUploadHint } = run.service;
  try {
    await askPatiently(() => uploadFile({ path, byteLength: total, url, signal, onBytes, findUploadHint }), run, {
      signal,
      isHopeless: watchUnreachable(place, run),
    });
    return 'uploaded';
  } catch (error) {
    if (isExpired(error, run.clock.nowMs() - createdAtMs)) return 'url-expired';
    throw error;
  } finally {
    run.report({ kind: 'phase-ended' });
  }
}

/** S3 refuses a URL that has run out as it refuses any other: what it says of it, or the time, tells. The clock of this machine may be wrong. */
function isExpired(error: unknown, ageMs: number): boolean {
  if (!(error instanceof DriverError) || error.fault.kind !== 'upload-refused' || error.fault.status !== 403)
    return false;
  return /expired/i.test(error.fault.message ?? '') || error.fault.code === 'ExpiredToken' || ageMs >= URL_VALID_MS;
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
