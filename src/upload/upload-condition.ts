import { findHeader, type RawHeaders } from '../base/http/raw-headers.ts';
import type { Upload } from '../domain/imports/import-job.ts';
import type { S3Error } from './s3-answer.ts';
import { makeNotImplemented } from './upload-errors.ts';

/** A conditional write (R456): only as the first file, or only in place of the file with this ETag. */
export type UploadCondition =
  | { readonly header: 'If-None-Match' }
  | { readonly header: 'If-Match'; readonly etag: string };

/** Undefined without one. */
export function readUploadCondition(rawHeaders: RawHeaders): UploadCondition | S3Error | undefined {
  const ifMatch = findHeader(rawHeaders, 'if-match');
  const ifNoneMatch = findHeader(rawHeaders, 'if-none-match');
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    return makeNotImplemented('If-Match,If-None-Match', 'Multiple conditional request headers present in the request');
  }
  if (ifNoneMatch !== undefined)
    return ifNoneMatch === '*' ? { header: 'If-None-Match' } : refuseValue('If-None-Match');
  if (ifMatch === undefined) return undefined;
  return ifMatch === '*' ? refuseValue('If-Match') : { header: 'If-Match', etag: ifMatch.replace(/^"(.*)"$/, '$1') };
}

function refuseValue(header: UploadCondition['header']): S3Error {
  return makeNotImplemented(header, `We don't accept the provided value of ${header} header for this API`);
}

/** Why the file may not be put in the place of `upload`, or undefined. `path` is that of the URL. */
export function findConditionFault(
  condition: UploadCondition | undefined,
  upload: Upload | undefined,
  path: string,
): S3Error | undefined {
  if (condition === undefined) return undefined;
  const { header } = condition;
  if (header === 'If-None-Match') return upload === undefined ? undefined : makePreconditionFailed(header);
  if (upload === undefined) {
    return {
      statusCode: 404,
      code: 'NoSuchKey',
      message: 'The specified key does not exist.',
      elements: [['Key', path.slice(1)]],
    };
  }
  return upload.md5 === condition.etag ? undefined : makePreconditionFailed(header);
}

function makePreconditionFailed(header: UploadCondition['header']): S3Error {
  return {
    statusCode: 412,
    code: 'PreconditionFailed',
    message: 'At least one of the pre-conditions you specified did not hold',
    elements: [['Condition', header]],
  };
}

/** The file of the job is another than when the condition was checked. */
export function makeConditionalConflict({ header }: UploadCondition, path: string): S3Error {
  return {
    statusCode: 409,
    code: 'ConditionalRequestConflict',
    message: 'The conditional request cannot succeed due to a conflicting operation against this resource.',
    elements: [
      ['Condition', header],
      ['Key', path.slice(1)],
    ],
  };
}
