import { findHeader } from '../aws/canonical-request.ts';
import { isLoopbackOrigin } from '../base/loopback.ts';
import { type ApiRequest, type ApiResponse, CROSS_ORIGIN_HEADERS } from './api-request.ts';

export interface OriginOptions {
  /** False while the default root credentials are in force: then web pages of other machines are turned away (R138). */
  readonly allowForeignOrigins: boolean;
  /** Those that a setting names all the same. */
  readonly allowedOrigins?: readonly string[];
}

/** The answer to a browser that only asks (R13), or to a web page that must not call (R138); undefined for all others. */
export function answerCrossOrigin(
  request: ApiRequest,
  requestId: string,
  { allowForeignOrigins, allowedOrigins = [] }: OriginOptions,
): ApiResponse | undefined {
  const origin = findHeader(request.rawHeaders, 'origin');
  const isAllowed =
    origin === undefined || allowForeignOrigins || isLoopbackOrigin(origin) || allowedOrigins.includes(origin);
  if (!isAllowed) return refuseOrigin(requestId);
  return request.method === 'OPTIONS' ? answerPreflight(request, requestId) : undefined;
}

/** Without the headers that would let the page read it. */
function refuseOrigin(requestId: string): ApiResponse {
  const Message =
    'Web pages of other machines may not call this server while its default credentials are in force. Set root credentials to allow them.';
  return {
    statusCode: 403,
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': 'AccessDeniedException:',
      'x-amzn-errormessage': Message,
    },
    body: JSON.stringify({ __type: 'AccessDeniedException', Message }),
    errorCode: 'AccessDeniedException',
  };
}

function answerPreflight(request: ApiRequest, requestId: string): ApiResponse {
  const asked = findHeader(request.rawHeaders, 'access-control-request-headers');
  return {
    statusCode: 200,
    headers: {
      ...CROSS_ORIGIN_HEADERS,
      'Access-Control-Allow-Methods': 'POST',
      ...(asked === undefined ? {} : { 'Access-Control-Allow-Headers': asked }),
      'x-amzn-requestid': requestId,
    },
    body: '',
  };
}
