import type { Readable } from 'node:stream';
import { type RawRequest, splitUrl } from '../aws/canonical-request.ts';
import { SSE_HEADER, SSE_VALUE, verifyPreSignedUrl } from '../aws/pre-sign.ts';
import type { Clock } from '../base/clock.ts';
import { isAllowedOrigin, type OriginOptions } from '../base/http/cross-origin.ts';
import type { KnownHosts } from '../base/http/known-hosts.ts';
import { findHeader } from '../base/http/raw-headers.ts';
import type { Ids } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { Metrics } from '../base/metrics/metrics.ts';
import { cutClientText } from '../base/text/cut-client-text.ts';
import { BlobLengthError, type Blobs, type StoredBlob } from '../blobs/blobs.ts';
import { type FaultMoment, UPLOAD_OPERATION } from '../controls/fault.ts';
import type { FaultGate } from '../controls/test-controls.ts';
import type { Upload } from '../domain/imports/import-job.ts';
import { UPLOAD_BYTES_MAX, WAITING_UPLOAD_BYTES_MAX } from '../domain/imports/user-import-limits.ts';
import type { Store } from '../store/store.ts';
import { BodyTooLargeError, countBody } from './count-body.ts';
import { makeEmptyAnswer, makeErrorAnswer, type S3Error, type UploadAnswer } from './s3-answer.ts';
import { findConditionFault, makeConditionalConflict } from './upload-condition.ts';
import {
  ACCESS_DENIED,
  FAULT_ERRORS,
  INCOMPLETE_BODY,
  INTERNAL_ERROR,
  JOB_TAKES_NO_FILE,
  makeBadDigest,
  makeEntityTooLarge,
  makeSignatureError,
  makeTwoMechanisms,
} from './upload-errors.ts';
import { readUploadHeaders, type UploadHeaders } from './upload-headers.ts';
import { findMismatchHint, UPLOAD_HINTS, withHint } from './upload-hints.ts';
import { parseUploadPath, type UploadTarget } from './upload-path.ts';
import { UploadQuota } from './upload-quota.ts';

export interface UploadRequest extends RawRequest {
  /** The bytes of the body. A client that breaks off destroys it with an error. */
  readonly body: Readable;
  /** Asks a client that waits with `Expect: 100-continue` to send the body; does nothing for others. */
  sendContinue(): void;
}

export interface UploadEndpointOptions extends OriginOptions {
  readonly store: Pick<Store, 'findImportJob' | 'attachUpload' | 'sumUploadBytes'>;
  readonly blobs: Blobs;
  /** What the expiry of a URL is compared with. */
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** 32 bytes derived from the server key for upload URLs. */
  readonly uploadKey: Buffer;
  readonly uploadBytesMax?: number;
  readonly waitingUploadBytesMax?: number;
  readonly hosts: Pick<KnownHosts, 'isKnown' | 'publicHost'>;
  /** Asked before and after a body that may come is stored; undefined for a server without test controls. */
  readonly faults?: FaultGate | undefined;
}

/** Takes one PUT to a pre-signed URL, as S3 does. Never throws. */
export interface UploadEndpoint {
  handle(request: UploadRequest): Promise<UploadAnswer>;
}

export function createUploadEndpoint(options: UploadEndpointOptions): UploadEndpoint {
  const bytesMax = options.waitingUploadBytesMax ?? WAITING_UPLOAD_BYTES_MAX;
  const quota = new UploadQuota(options.store, bytesMax, () => options.clock.monotonicMs());
  return {
    async handle(request) {
      const answer = await answerUpload(options, quota, request);
      const code = answer.errorCode ?? 'none';
      if (request.method !== 'OPTIONS') options.metrics.count('muster_uploads_total', { code });
      return answer;
    },
  };
}

async function answerUpload(
  options: UploadEndpointOptions,
  quota: UploadQuota,
  request: UploadRequest,
): Promise<UploadAnswer> {
  // A client may break off before its body is read, or when it is not read at all.
  request.body.on('error', () => {});
  try {
    const origin = findHeader(request.rawHeaders, 'origin');
    if (!isAllowedOrigin(origin, options)) {
      return makeErrorAnswer(options.ids, request.method, withHint(ACCESS_DENIED, UPLOAD_HINTS.foreignOrigin));
    }
    if (request.method === 'OPTIONS') return makePreflightAnswer(options.ids);
    const outcome = await receiveUpload(options, quota, request);
    if ('code' in outcome) return makeErrorAnswer(options.ids, request.method, outcome);
    options.metrics.count('muster_upload_bytes_total', {}, outcome.byteLength);
    return makeEmptyAnswer(options.ids, { ETag: `"${outcome.md5}"`, [SSE_HEADER]: SSE_VALUE });
  } catch (error) {
    options.logger.error({ err: error, path: cutClientText(splitUrl(request.url).path) }, 'could not store an upload');
    return makeErrorAnswer(options.ids, request.method, INTERNAL_ERROR);
  }
}

/** The checks in their order (R140 to R147), then the body. Rejects if the storage fails. */
async function receiveUpload(
  options: UploadEndpointOptions,
  quota: UploadQuota,
  request: UploadRequest,
): Promise<StoredBlob | S3Error> {
  const nowMs = options.clock.nowMs();
  const authorization = findHeader(request.rawHeaders, 'authorization');
  const { path, query } = splitUrl(request.url);
  if (authorization !== undefined && query.includes('X-Amz-Algorithm=')) return makeTwoMechanisms(authorization);
  const verdict = verifyPreSignedUrl(request, {
    key: options.uploadKey,
    nowMs,
    publicHost: options.hosts.publicHost,
  });
  if (verdict.kind !== 'valid')
    return makeSignatureError(verdict, {
      nowMs,
      url: request.url,
      mismatchHint: findMismatchHint(request, options.hosts),
    });

  const target = parseUploadPath(path);
  if (!target) return JOB_TAKES_NO_FILE;
  const scope = { account: target.account, region: verdict.region };
  const job = await options.store.findImportJob(scope, target.userPoolId, target.jobId);
  if (job?.status !== 'Created') return JOB_TAKES_NO_FILE;

  const headers = readUploadHeaders(request.rawHeaders);
  if ('code' in headers) return headers;
  const { byteLength } = headers;
  const conditionFault = findConditionFault(headers.condition, job.upload, path);
  if (conditionFault) return conditionFault;
  const bytesMax = options.uploadBytesMax ?? UPLOAD_BYTES_MAX;
  if (byteLength > bytesMax) return makeEntityTooLarge(byteLength, bytesMax, UPLOAD_HINTS.tooLarge);

  let fits = () => true;
  const counted = countBody(request.body, () => fits());
  const reservation = await quota.reserve({
    account: target.account,
    jobId: target.jobId,
    byteLength,
    replacedBytes: job.upload?.byteLength ?? 0,
    receivedBytes: counted.receivedBytes,
  });
  if (reservation.kind === 'refused') return makeEntityTooLarge(byteLength, reservation.leftBytes, UPLOAD_HINTS.quota);
  fits = reservation.fits;
  try {
    const fault = await findFault(options, 'Before');
    if (fault) return fault;
    const body = { stream: counted.stream, sendContinue: request.sendContinue };
    const place = { ...target, path, replaced: job.upload, ...scope };
    const outcome = await storeUpload(options, quota, body, place, headers);
    return (await findFault(options, 'After')) ?? outcome;
  } catch (error) {
    if (error instanceof BodyTooLargeError) return makeEntityTooLarge(byteLength, 0, UPLOAD_HINTS.quota);
    throw error;
  } finally {
    reservation.release();
  }
}

/** What a test fault answers at this moment, before the body is read or after the file is that of the job (R574). */
async function findFault({ faults }: UploadEndpointOptions, when: FaultMoment): Promise<S3Error | undefined> {
  const end = await faults?.pass(UPLOAD_OPERATION, when);
  return end && FAULT_ERRORS[end];
}

/** Where an upload goes, as it was when the body was asked for. */
interface CheckedTarget extends UploadTarget {
  readonly region: string;
  readonly path: string;
  /** The file of the job that this one takes the place of. */
  readonly replaced: Upload | undefined;
}

/** The checks of the body, then the job. */
async function storeUpload(
  options: UploadEndpointOptions,
  quota: UploadQuota,
  body: { readonly stream: Readable; sendContinue(): void },
  target: CheckedTarget,
  { byteLength, md5, condition }: UploadHeaders,
): Promise<StoredBlob | S3Error> {
  body.sendContinue();
  const blob = await storeBody(options.blobs, body.stream, byteLength);
  if (!blob) return INCOMPLETE_BODY;
  if (md5 !== undefined && md5 !== blob.md5) {
    await deleteBlob(options, blob.blobId);
    return makeBadDigest(md5, blob.md5);
  }
  // Job and quota are asked again: while the body came, which may take minutes, another upload may have replaced the file of the job,
  // and other nodes, which do not know of what is on its way here, may have stored files of the account.
  const job = await options.store.findImportJob(target, target.userPoolId, target.jobId);
  const leftBytes = await quota.findLeftBytes(target.account, job?.upload?.byteLength ?? 0);
  if (byteLength > leftBytes) {
    await deleteBlob(options, blob.blobId);
    return makeEntityTooLarge(byteLength, leftBytes, UPLOAD_HINTS.quota);
  }
  switch (await attachBlob(options, target, blob, condition !== undefined)) {
    case 'attached':
      return blob;
    case 'changed':
      return condition ? makeConditionalConflict(condition, target.path) : JOB_TAKES_NO_FILE;
    case 'refused':
      return JOB_TAKES_NO_FILE;
  }
}

/** Undefined if the client did not send all it announced. Nothing is left then. */
async function storeBody(blobs: Blobs, body: Readable, byteLength: number): Promise<StoredBlob | undefined> {
  try {
    return await blobs.put(body, byteLength);
  } catch (error) {
    // A disk that is full breaks the stream off too: only an error that is the stream's own is the client's.
    if (error instanceof BodyTooLargeError) throw error;
    if (error === body.errored || error instanceof BlobLengthError) return undefined;
    throw error;
  }
}

/** The moment an upload counts: one transaction makes the blob the job's file, or it goes (R134, R144). */
async function attachBlob(
  options: UploadEndpointOptions,
  { account, userPoolId, jobId, replaced }: CheckedTarget,
  blob: StoredBlob,
  isConditional: boolean,
): Promise<'attached' | 'changed' | 'refused'> {
  try {
    const expected = isConditional ? { replacedBlobId: replaced?.blobId } : undefined;
    const attachment = await options.store.attachUpload(account, userPoolId, jobId, blob, expected);
    if (attachment.kind !== 'attached') await deleteBlob(options, blob.blobId);
    else if (attachment.replacedBlobId !== undefined) await deleteBlob(options, attachment.replacedBlobId);
    return attachment.kind;
  } catch (error) {
    await deleteBlob(options, blob.blobId);
    throw error;
  }
}

/** A blob that cannot be deleted now is left to the sweep: the answer does not depend on it. */
async function deleteBlob(options: UploadEndpointOptions, blobId: string): Promise<void> {
  try {
    await options.blobs.delete(blobId);
  } catch (error) {
    options.logger.warn({ err: error, blobId }, 'could not delete an upload that no job needs');
  }
}

/** All headers that an upload may have (R138). */
function makePreflightAnswer(ids: Ids): UploadAnswer {
  return makeEmptyAnswer(ids, {
    'Access-Control-Allow-Methods': 'PUT',
    'Access-Control-Allow-Headers': `content-type, content-md5, if-match, if-none-match, ${SSE_HEADER}`,
  });
}
