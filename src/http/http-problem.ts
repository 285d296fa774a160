import type { Ids } from '../base/ids.ts';

/** An answer, before its length and the headers of the connection are added. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
  /** What was asked for; a name of the program, never a text of the client. */
  readonly operation?: string;
  readonly errorCode?: string;
  /** More for the log line of the request. */
  readonly logFields?: Readonly<Record<string, string | undefined>>;
  /** The request may have changed something: its line is there at the level info. */
  readonly isChange?: boolean;
  /** The connection is closed instead of an answer. */
  readonly cutsConnection?: boolean;
}

/** An error of HTTP itself, or of a path where nothing is served. */
export interface HttpProblem {
  readonly statusCode: number;
  /** As S3 writes codes; AWS JSON appends `Exception`. */
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
  message: 'The versions supported are HTTP/1.1 and HTTP/1.0.',
};
export const EXPECTATION_FAILED: HttpProblem = {
  statusCode: 417,
  code: 'ExpectationFailed',
  message: 'The only expectation supported is 100-continue.',
};

export const SERVICE_UNAVAILABLE: HttpProblem = {
  statusCode: 503,
  code: 'ServiceUnavailable',
  message: 'The server has no memory free for the body of the request. Try again later.',
};

export function makeBadRequest(message: string): HttpProblem {
  return { statusCode: 400, code: 'BadRequest', message };
}

export function makeMethodNotAllowed(allow: string): HttpProblem {
  const message = `The methods of this path are ${allow}.`;
  return { statusCode: 405, code: 'MethodNotAllowed', message, headers: { Allow: allow } };
}

export function makeEntityTooLarge(bytesMax: number): HttpProblem {
  const message = `The body of a request may have at most ${bytesMax} bytes.`;
  return { statusCode: 413, code: 'RequestEntityTooLarge', message };
}

/** A problem in JSON, for clients that speak no protocol of AWS. */
export function writeJsonProblem(ids: Ids, problem: HttpProblem): HttpAnswer {
  const type = `${problem.code}Exception`;
  return {
    statusCode: problem.statusCode,
    headers: {
      'Content-Type': 'application/json',
      'x-amzn-requestid': ids.uuid(),
      'x-amzn-errortype': `${type}:`,
      'x-amzn-errormessage': problem.message,
      ...problem.headers,
    },
    body: JSON.stringify({ __type: type, message: problem.message }),
    errorCode: type,
  };
}

/** The headers as they are sent. Only this function sets the length of the body. */
export function finishHeaders(answer: HttpAnswer, more: Readonly<Record<string, string>>): Record<string, string> {
  return { ...answer.headers, ...more, 'Content-Length': String(Buffer.byteLength(answer.body)) };
}
