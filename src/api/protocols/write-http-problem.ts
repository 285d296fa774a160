import { CROSS_ORIGIN_HEADERS } from '../../base/http/cross-origin.ts';
import type { RawHeaders } from '../../base/http/raw-headers.ts';
import type { Ids } from '../../base/ids.ts';
import { serviceModels } from '../../model/service-models.ts';
import type { ApiResponse } from './api-request.ts';
import { createJsonProtocol } from './json-protocol.ts';
import { createQueryProtocol } from './query-protocol.ts';
import { selectProtocol } from './select-protocol.ts';

const protocols = { json: createJsonProtocol(serviceModels), query: createQueryProtocol(serviceModels) };

/** Writes an error of HTTP itself, which the API never sees, in the form of the protocol that the headers speak (R542). */
export function writeHttpProblem(
  ids: Ids,
  rawHeaders: RawHeaders,
  problem: {
    readonly statusCode: number;
    /** Without `Exception`, which AWS JSON appends. */
    readonly code: string;
    readonly message: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): ApiResponse {
  const protocol = protocols[selectProtocol(rawHeaders)];
  const error = protocol.makeHttpError(problem.statusCode, problem.code, problem.message);
  const { contentType, headers, body } = protocol.writeError(error, undefined, ids.uuid());
  return {
    statusCode: problem.statusCode,
    headers: { 'Content-Type': contentType, ...CROSS_ORIGIN_HEADERS, ...headers, ...problem.headers },
    body,
    errorCode: error.code,
  };
}
