import { findHeader, type RawHeaders } from '../base/http/raw-headers.ts';
import type { S3Error } from './s3-answer.ts';
import { readUploadCondition, type UploadCondition } from './upload-condition.ts';
import { MISSING_CONTENT_LENGTH, makeInvalidDigest, makeNotImplemented } from './upload-errors.ts';
import { UPLOAD_HINTS, withHint } from './upload-hints.ts';

/** What a PUT says of its body. */
export interface UploadHeaders {
  readonly byteLength: number;
  /** Hex, of `Content-MD5`. */
  readonly md5?: string;
  readonly condition?: UploadCondition;
}

const MD5_BYTES = 16;

/**
 * Reads the headers that are not part of the signature. What S3 keeps as metadata, and what has no meaning for a PUT, is ignored (R459);
 * no `x-amz-*` header comes so far (R143).
 */
export function readUploadHeaders(rawHeaders: RawHeaders): UploadHeaders | S3Error {
  // Node undoes the coding, so the body could be taken, but a client that relies on it fails against S3 (R454).
  if (findHeader(rawHeaders, 'transfer-encoding') !== undefined) {
    return withHint(makeNotImplemented('Transfer-Encoding'), UPLOAD_HINTS.chunked);
  }
  // A part of a file would count as the whole of it (R458).
  if (findHeader(rawHeaders, 'content-range') !== undefined) {
    return withHint(makeNotImplemented('Content-Range'), UPLOAD_HINTS.partial);
  }
  const contentLength = findHeader(rawHeaders, 'content-length');
  if (contentLength === undefined) return MISSING_CONTENT_LENGTH;
  const contentMd5 = findHeader(rawHeaders, 'content-md5');
  const md5 = contentMd5 === undefined ? undefined : decodeMd5(contentMd5);
  if (contentMd5 !== undefined && md5 === undefined) return makeInvalidDigest(contentMd5);
  const condition = readUploadCondition(rawHeaders);
  if (condition && 'code' in condition) return condition;
  return { byteLength: Number(contentLength), ...(md5 && { md5 }), ...(condition && { condition }) };
}

/** Hex. Undefined unless the text is base64 of 16 bytes (R455). */
function decodeMd5(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === MD5_BYTES ? bytes.toString('hex') : undefined;
}
