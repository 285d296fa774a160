import type { Readable } from 'node:stream';
import { type RawRequest, splitUrl } from '../aws/canonical-request.ts';
import { SSE_HEADER, SSE_VALUE, verifyPreSignedUrl } from '../aws/pre-sign.ts';
import type { Clock } from '../base/clock.ts';
import { isAllowedOrigin, type OriginOptions } from '../base/cross-origin.ts';
import type { Ids } from '../base/ids.ts';
import type { KnownHosts } from '../base/known-hosts.ts';
import type { Logger } from '../base/logger.ts';
import type { Metrics } from '../base/metrics.ts';
import { findHeader } from '../base/raw-headers.ts';
import { BlobLengthError, type Blobs, type StoredBlob } from '../blobs/blobs.ts';
import { UPLOAD_BYTES_MAX, WAITING_UPLOAD_BYTES_MAX } from '../domain/imports/user-import-limits.ts';
import type { Store } from '../store/store.ts';
import { makeEmptyAnswer, makeErrorAnswer, type S3Error, type UploadAnswer } from './s3-answer.ts';
import {
  ACCESS_DENIED,
  BAD_DIGEST,
  INCOMPLETE_BODY,
  INTERNAL_ERROR,
  JOB_TAKES_NO_FILE,
  MISSING_CONTENT_LENGTH,
  makeEntityTooLarge,
  makeSignatureError,
} from './upload-errors.ts';
import { findMismatchHint, UPLOAD_HINTS, withHint } from './upload-hints.ts';
import { parseUploadPath, type UploadTarget } from './upload-path.ts';
import { UploadQuota } from './upload-quota.ts';

export interface UploadRequest extends RawRequest {
  /** The bytes of the body. A client that breaks off destroys it with an error. */
  readonly body: Readable;
  /** Asks a client that waits with `Expect: 100-continue` to send the body; does nothing for others. */
  sendContinue(): void;
}

export interface UploadDoorOptions extends OriginOptions {
  readonly store: Pick<Store, 'findImportJob' | 'attachUpload' | 'sumUploadBytes'>;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** 32 bytes derived from the server key for upload URLs. */
  readonly uploadKey: Buffer;
  readonly uploadBytesMax?: number;
  readonly waitingUploadBytesMax?: number;
  readonly hosts: Pick<KnownHosts, 'isKnown'>;
}

/** The S3-style door: one PUT to a pre-signed URL (section 7 of the reference). Never throws. */
export interface UploadDoor {
  handle(request: UploadRequest): Promise<UploadAnswer>;
}

export function createUploadDoor(options: UploadDoorOptions): UploadDoor {
  const quota = new UploadQuota(options.store, options.waitingUploadBytesMax ?? WAITING_UPLOAD_BYTES_MAX);
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
  options: UploadDoorOptions,
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
    options.logger.error({ err: error, path: splitUrl(request.url).path }, 'could not store an upload');
    return makeErrorAnswer(options.ids, request.method, INTERNAL_ERROR);
  }
}

/** The checks of section 7.3 in their order, then the body. Rejects on storage trouble. */
async function receiveUpload(
  options: UploadDoorOptions,
  quota: UploadQuota,
  request: UploadRequest,
): Promise<StoredBlob | S3Error> {
  const nowMs = options.clock.nowMs();
  const verdict = verifyPreSignedUrl(request, { key: options.uploadKey, nowMs });
  if (verdict.kind !== 'valid')
    return makeSignatureError(verdict, { nowMs, mismatchHint: findMismatchHint(request, options.hosts) });

  const target = parseUploadPath(splitUrl(request.url).path);
  if (!target) return JOB_TAKES_NO_FILE;
  const scope = { account: target.account, region: verdict.region };
  const job = await options.store.findImportJob(scope, target.userPoolId, target.jobId);
  if (job?.status !== 'Created') return JOB_TAKES_NO_FILE;

  const contentLength = findHeader(request.rawHeaders, 'content-length');
  if (contentLength === undefined) return MISSING_CONTENT_LENGTH;
  const byteLength = Number(contentLength);
  const bytesMax = options.uploadBytesMax ?? UPLOAD_BYTES_MAX;
  if (byteLength > bytesMax) return makeEntityTooLarge(byteLength, bytesMax, UPLOAD_HINTS.tooLarge);

  const reservation = await quota.reserve(target.account, byteLength, job.upload?.byteLength ?? 0);
  if (reservation.kind === 'refused') return makeEntityTooLarge(byteLength, reservation.leftBytes, UPLOAD_HINTS.quota);
  try {
    return await storeUpload(options, quota, request, { ...target, region: verdict.region }, byteLength);
  } finally {
    reservation.release();
  }
}

/** The checks of the body, then the job. */
async function storeUpload(
  options: UploadDoorOptions,
  quota: UploadQuota,
  request: UploadRequest,
  target: UploadTarget & { readonly region: string },
  byteLength: number,
): Promise<StoredBlob | S3Error> {
  request.sendContinue();
  const blob = await storeBody(options.blobs, request.body, byteLength);
  if (!blob) return INCOMPLETE_BODY;
  const contentMd5 = findHeader(request.rawHeaders, 'content-md5');
  if (contentMd5 !== undefined && contentMd5 !== Buffer.from(blob.md5, 'hex').toString('base64')) {
    await deleteBlob(options, blob.blobId);
    return BAD_DIGEST;
  }
  const job = await options.store.findImportJob(target, target.userPoolId, target.jobId);
  const leftBytes = await quota.findLeftBytes(target.account, job?.upload?.byteLength ?? 0);
  if (byteLength > leftBytes) {
    await deleteBlob(options, blob.blobId);
    return makeEntityTooLarge(byteLength, leftBytes, UPLOAD_HINTS.quota);
  }
  return (await attachBlob(options, target, blob)) ? blob : JOB_TAKES_NO_FILE;
}

/** Undefined if the client did not send all it announced. Nothing is left then. */
async function storeBody(blobs: Blobs, body: Readable, byteLength: number): Promise<StoredBlob | undefined> {
  try {
    return await blobs.put(body, byteLength);
  } catch (error) {
    // A disk that is full breaks the stream off too: only an error that is the stream's own is the client's.
    if (error === body.errored || error instanceof BlobLengthError) return undefined;
    throw error;
  }
}

/** The moment an upload counts: one transaction makes the blob the job's file, or it goes (R134, R144). */
async function attachBlob(options: UploadDoorOptions, target: UploadTarget, blob: StoredBlob): Promise<boolean> {
  try {
    const attachment = await options.store.attachUpload(target.account, target.userPoolId, target.jobId, blob);
    if (attachment.kind === 'refused') await deleteBlob(options, blob.blobId);
    else if (attachment.replacedBlobId !== undefined) await deleteBlob(options, attachment.replacedBlobId);
    return attachment.kind === 'attached';
  } catch (error) {
    await deleteBlob(options, blob.blobId);
    throw error;
  }
}

/** A blob that cannot be deleted now is left to the sweep: the answer does not depend on it. */
async function deleteBlob(options: UploadDoorOptions, blobId: string): Promise<void> {
  try {
    await options.blobs.delete(blobId);
  } catch (error) {
    options.logger.warn({ err: error, blobId }, 'could not delete an upload that no job needs');
  }
}

/** R138. */
function makePreflightAnswer(ids: Ids): UploadAnswer {
  return makeEmptyAnswer(ids, {
    'Access-Control-Allow-Methods': 'PUT',
    'Access-Control-Allow-Headers': `content-type, ${SSE_HEADER}`,
  });
}
