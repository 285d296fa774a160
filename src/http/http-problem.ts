import { CROSS_ORIGIN_HEADERS } from '../base/cross-origin.ts';
import type { Ids } from '../base/ids.ts';
import { makeErrorAnswer } from '../upload/s3-answer.ts';
import type { Route } from './route.ts';

/** An answer on its way out. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
  /** For the log. */
  readonly operation?: string;
  readonly errorCode?: string;
}

/** A request that HTTP itself forbids, or that no room behind this one answers. */
export interface HttpProblem {
  readonly statusCode: number;
  /** As S3 writes codes; AWS JSON puts `Exception` behind it. */
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const NOT_FOUND: HttpProblem = { statusCode: 404, code: 'NotFound', message: 'Nothing is served at this path.' };
export const INTERNAL_ERROR: HttpProblem = { statusCode: 500, code: 'InternalError', message: 'Internal error.' };
export const REQUEST_TIMEOUT: HttpProblem = {
  statusCode: 408,
  code: 'RequestTimeout',
  message: 'The request did not arrive in time.',
};
export const VERSION_NOT_SUPPORTED: HttpProblem = {
  statusCode: 505,
  code: 'HttpVersionNotSupported',
  message: 'The versions served are HTTP/1.1 and HTTP/1.0.',
};
export const EXPECTATION_FAILED: HttpProblem = {
  statusCode: 417,
  code: 'ExpectationFailed',
  message: 'The only expectation served is 100-continue.',
};

export function makeBadRequest(message: string): HttpProblem {
  return { statusCode: 400, code: 'BadRequest', message };
}

export function makeMethodNotAllowed(allow: string): HttpProblem {
  const message = `The methods of this path are ${allow}.`;
  return { statusCode: 405, code: 'MethodNotAllowed', message, headers: { Allow: allow } };
}

export function makeEntityTooLarge(bytesMax: number): HttpProblem {
  const message = `The body of a request may have ${bytesMax} bytes.`;
  return { statusCode: 413, code: 'RequestEntityTooLarge', message };
}

/** Writes a problem as the client of that path reads errors: S3's XML for uploads, JSON for all else. */
export function makeProblemAnswer(ids: Ids, method: string, route: Route, problem: HttpProblem): HttpAnswer {
  if (route === 'upload') return makeErrorAnswer(ids, method, problem);
  const type = `${problem.code}Exception`;
  return {
    statusCode: problem.statusCode,
    headers: {
      'Content-Type': route === 'api' ? 'application/x-amz-json-1.1' : 'application/json',
      ...(route === 'api' ? CROSS_ORIGIN_HEADERS : {}),
      'x-amzn-requestid': ids.uuid(),
      'x-amzn-errortype': `${type}:`,
      'x-amzn-errormessage': problem.message,
      ...problem.headers,
    },
    body: JSON.stringify({ __type: type, message: problem.message }),
    errorCode: type,
  };
}
