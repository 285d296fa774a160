import { CROSS_ORIGIN_HEADERS } from '../../base/http/cross-origin.ts';
import type { Ids } from '../../base/ids.ts';
import type { ApiResponse } from './api-request.ts';

/** Writes an error of HTTP itself, which the API never sees, in the form of AWS JSON. */
export function writeHttpProblem(
  ids: Ids,
  problem: {
    readonly statusCode: number;
    /** Without `Exception`, which AWS JSON appends. */
    readonly code: string;
    readonly message: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): ApiResponse {
  const type = `${problem.code}Exception`;
  return {
    statusCode: problem.statusCode,
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      ...CROSS_ORIGIN_HEADERS,
      'x-amzn-requestid': ids.uuid(),
      'x-amzn-errortype': `${type}:`,
      'x-amzn-errormessage': problem.message,
      ...problem.headers,
    },
    body: JSON.stringify({ __type: type, message: problem.message }),
    errorCode: type,
  };
}
