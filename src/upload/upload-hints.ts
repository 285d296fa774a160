import { splitUrl } from '../aws/canonical-request.ts';
import { SSE_HEADER, SSE_VALUE } from '../aws/pre-sign.ts';
import type { KnownHosts } from '../base/http/known-hosts.ts';
import { findHeader, type RawHeaders } from '../base/http/raw-headers.ts';
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
  fromJson:
    'the URL was copied out of JSON as it stands: \\u0026 is written for &; parse the JSON, or put & for each of them',
  fromHtml: 'the URL was copied out of HTML as it stands: &amp; is written for &; put & for each of them',
  encodedTwice: 'the URL was percent-encoded once more: %26 is written for &; send it as CreateUserImportJob gave it',
  chunked: 'the body came chunked, without its length; upload a file and not a pipe, or send Content-Length',
  noLength: 'send Content-Length, the number of bytes of the file',
  partial: 'send the whole file in one PUT; parts of it are not put together',
  authorization: 'send no Authorization header: the query of the URL is the permission to upload',
  tooLarge: 'the server has a limit on an upload, upload-bytes-max; split the file and import it as several jobs',
  quota:
    'too many uploaded files of this account wait for their import; start or stop their jobs, or raise waiting-upload-bytes-max',
  digest: 'the file was damaged on its way, or Content-MD5 is that of another file',
  digestForm:
    'Content-MD5 is base64 of the 16 bytes of the MD5 of the file, not of its hex digits; leave it out if in doubt',
  incomplete: 'the connection ended early; send the whole file again, an upload before it is kept',
} as const;

export function withHint(error: S3Error, hint: string): S3Error {
  return { ...error, headers: { ...error.headers, 'x-muster-hint': hint } };
}

/** Why the query most likely lacks parameters: what parts them was written in the way of the text that the URL was copied from (R460). */
export function findIncompleteHint(url: string): string {
  const { query } = splitUrl(url);
  if (/(?:\\|%5c)u0026/i.test(query)) return UPLOAD_HINTS.fromJson;
  if (/&amp(?:;|%3b)/i.test(query)) return UPLOAD_HINTS.fromHtml;
  if (/%26x-amz-/i.test(query)) return UPLOAD_HINTS.encodedTwice;
  return UPLOAD_HINTS.cut;
}

/** Why a signature most likely does not match (R151, R125). */
export function findMismatchHint(
  request: { readonly method: string; readonly rawHeaders: RawHeaders },
  hosts: Pick<KnownHosts, 'isKnown'>,
): string {
  if (request.method !== 'PUT' || findHeader(request.rawHeaders, SSE_HEADER) !== SSE_VALUE) return UPLOAD_HINTS.sse;
  return hosts.isKnown(findHeader(request.rawHeaders, 'host') ?? '') ? UPLOAD_HINTS.altered : UPLOAD_HINTS.unknownHost;
}
