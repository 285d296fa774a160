import { CROSS_ORIGIN_HEADERS, isAllowedOrigin, type OriginOptions } from '../base/http/cross-origin.ts';
import { findHeader } from '../base/http/raw-headers.ts';
import { cutClientText } from '../base/text/cut-client-text.ts';
import type { ApiHead, ApiResponse } from './protocols/api-request.ts';

/** The answer to a preflight request (R13), or to a web page that may not call (R138); undefined for all other requests. */
export function answerCrossOrigin(
  request: ApiHead,
  requestId: string,
  options: OriginOptions,
): ApiResponse | undefined {
  const origin = findHeader(request.rawHeaders, 'origin');
  if (!isAllowedOrigin(origin, options)) return refuseOrigin(requestId, origin ?? '');
  return request.method === 'OPTIONS' ? answerPreflight(request, requestId) : undefined;
}

/** Has no CORS headers, so the page cannot read it. */
function refuseOrigin(requestId: string, origin: string): ApiResponse {
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
    logFields: { origin: cutClientText(origin) },
  };
}

/** How long a browser may use the answer to a preflight request, in seconds (R861). */
const PREFLIGHT_SECONDS = 172_800;

function answerPreflight(request: ApiHead, requestId: string): ApiResponse {
  const asked = findHeader(request.rawHeaders, 'access-control-request-headers');
  return {
    statusCode: 200,
    headers: {
      ...CROSS_ORIGIN_HEADERS,
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
      ...(asked === undefined ? {} : { 'Access-Control-Allow-Headers': asked }),
      'x-amzn-requestid': requestId,
    },
    body: '',
  };
}
