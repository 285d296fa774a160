import type { PreSignedUrlVerdict } from '../aws/pre-sign.ts';
import { formatIsoSeconds } from '../base/text/format-iso-seconds.ts';
import { CUT_CODE } from '../controls/fault.ts';
import type { FaultEnd } from '../controls/faults-in-force.ts';
import type { S3Error } from './s3-answer.ts';
import { findIncompleteHint, UPLOAD_HINTS, withHint } from './upload-hints.ts';

export const ACCESS_DENIED: S3Error = { statusCode: 403, code: 'AccessDenied', message: 'Access Denied' };
/** R144. */
export const JOB_TAKES_NO_FILE = withHint(ACCESS_DENIED, UPLOAD_HINTS.jobTakesNoFile);
/** A length is needed before the body comes: the disk is reserved by it (R145). */
export const MISSING_CONTENT_LENGTH = withHint(
  {
    statusCode: 411,
    code: 'MissingContentLength',
    message: 'You must provide the Content-Length HTTP header.',
  },
  UPLOAD_HINTS.noLength,
);
/** R148. */
export const INCOMPLETE_BODY = withHint(
  {
    statusCode: 400,
    code: 'IncompleteBody',
    message: 'You did not provide the number of bytes specified by the Content-Length HTTP header',
  },
  UPLOAD_HINTS.incomplete,
);
/** R149. */
export const INTERNAL_ERROR: S3Error = {
  statusCode: 500,
  code: 'InternalError',
  message: 'We encountered an internal error. Please try again.',
};

/** What a test fault answers (R574): S3's own errors, or none. */
export const FAULT_ERRORS: Readonly<Record<FaultEnd, S3Error>> = {
  Error: INTERNAL_ERROR,
  Throttle: { statusCode: 503, code: 'SlowDown', message: 'Please reduce your request rate.' },
  Cut: { statusCode: 500, code: CUT_CODE, message: 'A test fault closed the connection.', cutsConnection: true },
};

/** What S3 would not do for a header either: `additionalMessage` says more where S3 does. */
export function makeNotImplemented(header: string, additionalMessage?: string): S3Error {
  return {
    statusCode: 501,
    code: 'NotImplemented',
    message: 'A header you provided implies functionality that is not implemented',
    elements: [['Header', header], ...(additionalMessage ? ([['additionalMessage', additionalMessage]] as const) : [])],
  };
}

/** A `Content-MD5` that is not base64 of 16 bytes (R455). */
export function makeInvalidDigest(contentMd5: string): S3Error {
  const error: S3Error = {
    statusCode: 400,
    code: 'InvalidDigest',
    message: 'The Content-MD5 you specified was invalid.',
    elements: [['Content-MD5', contentMd5]],
  };
  return withHint(error, UPLOAD_HINTS.digestForm);
}

/** The body is not the one of `Content-MD5` (R147). Both in hex; S3 shows what it calculated in base64. */
export function makeBadDigest(expectedMd5: string, calculatedMd5: string): S3Error {
  const error: S3Error = {
    statusCode: 400,
    code: 'BadDigest',
    message: 'The Content-MD5 you specified did not match what we received.',
    elements: [
      ['ExpectedDigest', expectedMd5],
      ['CalculatedDigest', Buffer.from(calculatedMd5, 'hex').toString('base64')],
    ],
  };
  return withHint(error, UPLOAD_HINTS.digest);
}

/** The query has a signature, and there is an `Authorization` too (R457). */
export function makeTwoMechanisms(authorization: string): S3Error {
  const error: S3Error = {
    statusCode: 400,
    code: 'InvalidArgument',
    message:
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    elements: [
      ['ArgumentName', 'Authorization'],
      ['ArgumentValue', authorization],
    ],
  };
  return withHint(error, UPLOAD_HINTS.authorization);
}

/** R146; also for what would pass the quota of the account, with the bytes that are left of it. */
export function makeEntityTooLarge(proposedBytes: number, bytesMax: number, hint: string): S3Error {
  const error: S3Error = {
    statusCode: 400,
    code: 'EntityTooLarge',
    message: 'Your proposed upload exceeds the maximum allowed size',
    elements: [
      ['ProposedSize', String(proposedBytes)],
      ['MaxSizeAllowed', String(bytesMax)],
    ],
  };
  return withHint(error, hint);
}

/** R139 to R143. `mismatchHint` says what is wrong with a signature that does not match (R125, R151). */
export function makeSignatureError(
  verdict: Exclude<PreSignedUrlVerdict, { kind: 'valid' }>,
  context: { readonly nowMs: number; readonly url: string; readonly mismatchHint: string },
): S3Error {
  const hints = {
    unsigned: UPLOAD_HINTS.unsigned,
    incomplete: findIncompleteHint(context.url),
    expired: UPLOAD_HINTS.expired,
    mismatch: context.mismatchHint,
    'unsigned-headers': UPLOAD_HINTS.unsignedHeaders,
  };
  return withHint(describeFault(verdict, context.nowMs), hints[verdict.kind]);
}

function describeFault(verdict: Exclude<PreSignedUrlVerdict, { kind: 'valid' }>, nowMs: number): S3Error {
  switch (verdict.kind) {
    case 'unsigned':
      return ACCESS_DENIED;
    case 'incomplete':
      return {
        statusCode: 400,
        code: 'AuthorizationQueryParametersError',
        message:
          'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
      };
    case 'expired':
      return {
        statusCode: 403,
        code: 'AccessDenied',
        message: 'Request has expired',
        elements: [
          ['X-Amz-Expires', String(verdict.expiresSeconds)],
          ['Expires', formatIsoSeconds(verdict.expiresAtMs)],
          ['ServerTime', formatIsoSeconds(nowMs)],
        ],
      };
    case 'mismatch':
      return {
        statusCode: 403,
        code: 'SignatureDoesNotMatch',
        message:
          'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        elements: [
          ['AWSAccessKeyId', verdict.accessKeyId],
          ['StringToSign', verdict.stringToSign],
          ['SignatureProvided', verdict.signatureProvided],
          ['StringToSignBytes', formatBytes(verdict.stringToSign)],
          ['CanonicalRequest', verdict.canonicalRequest],
          ['CanonicalRequestBytes', formatBytes(verdict.canonicalRequest)],
        ],
      };
    case 'unsigned-headers':
      return {
        statusCode: 403,
        code: 'AccessDenied',
        message: 'There were headers present in the request which were not signed',
        elements: [['HeadersNotSigned', verdict.headers.join(', ')]],
      };
  }
}

/** Hex of each byte, as S3 writes it: `41 57 53 34`. */
function formatBytes(text: string): string {
  return Buffer.from(text, 'latin1')
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');
}
