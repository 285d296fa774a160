import { SSE_HEADER, SSE_VALUE } from '../aws/pre-sign.ts';
import type { KnownHosts } from '../base/known-hosts.ts';
import { findHeader, type RawHeaders } from '../base/raw-headers.ts';
import type { S3Error } from './s3-answer.ts';

/** What a refused client most likely did wrong, in words for the person behind it: the header `x-muster-hint`. */
export const UPLOAD_HINTS = {
  foreignOrigin:
    'web pages of other machines may not upload while the default credentials are in force; set root credentials or name the origin in allowed-origins',
  unsigned: 'use the whole PreSignedUrl of the job: its query is the permission to upload',
  cut: 'the query of the URL is incomplete; quote the URL in a shell, where & ends a command',
  expired: 'a URL is good for 15 minutes from CreateUserImportJob on; create a new job for a new URL',
  sse: `send PUT with ${SSE_HEADER}: ${SSE_VALUE}`,
  unknownHost: 'the Host of this request is not one this server knows; set its public URL to the one clients use',
  altered: 'the URL was altered; send host, path and query exactly as CreateUserImportJob gave them',
  unsignedHeaders: `send no x-amz-* header but ${SSE_HEADER}`,
  jobTakesNoFile: 'the job of this URL takes no file any more: it was started, has ended or is gone; create a new job',
  chunked: 'the body came without its length; upload a file, not a pipe, and do not send it chunked',
  tooLarge: 'the server has a limit on an upload, upload-bytes-max; split the file and import it as several jobs',
  quota:
    'too many uploaded files of this account wait for their import; start or stop their jobs, or raise waiting-upload-bytes-max',
  digest:
    'Content-MD5 is the base64 of the 16 bytes of the MD5 of the body; the file was damaged on its way or the header is another',
  incomplete: 'the connection ended early; send the whole file again, an upload before it is kept',
} as const;

export function withHint(error: S3Error, hint: string): S3Error {
  return { ...error, headers: { ...error.headers, 'x-muster-hint': hint } };
}

/** Why a signature most likely does not match (R151, R125). */
export function findMismatchHint(
  request: { readonly method: string; readonly rawHeaders: RawHeaders },
  hosts: Pick<KnownHosts, 'isKnown'>,
): string {
  if (request.method !== 'PUT' || findHeader(request.rawHeaders, SSE_HEADER) !== SSE_VALUE) return UPLOAD_HINTS.sse;
  return hosts.isKnown(findHeader(request.rawHeaders, 'host') ?? '') ? UPLOAD_HINTS.altered : UPLOAD_HINTS.unknownHost;
}
