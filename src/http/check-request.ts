import { findHeader, listHeaderNames, type RawHeaders } from '../base/http/raw-headers.ts';
import { type HttpProblem, makeBadRequest, VERSION_NOT_SUPPORTED } from './http-problem.ts';

/** Headers that may be sent only once: of two values, two readers could each take another. */
const SINGLE_HEADERS =
  /^(?:host|authorization|content-length|content-type|content-md5|transfer-encoding|date|x-amz-.*)$/;
const HOST = /^(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/** What makes the head of a request ambiguous, or undefined. */
export function findRequestProblem(request: {
  readonly httpVersion: string;
  readonly url: string;
  readonly rawHeaders: RawHeaders;
}): HttpProblem | undefined {
  if (request.httpVersion !== '1.1' && request.httpVersion !== '1.0') return VERSION_NOT_SUPPORTED;
  if (!request.url.startsWith('/'))
    return makeBadRequest('The request target must be a path that begins with a slash.');
  const seen = new Set<string>();
  for (const name of listHeaderNames(request.rawHeaders)) {
    if (seen.has(name) && SINGLE_HEADERS.test(name))
      return makeBadRequest(`The header ${name} was sent more than once.`);
    seen.add(name);
  }
  const host = findHeader(request.rawHeaders, 'host');
  // Only HTTP/1.0 may leave it out. A signature, which covers the host, then fails.
  if (host === undefined) {
    return request.httpVersion === '1.0' ? undefined : makeBadRequest('The header host is missing.');
  }
  if (!HOST.test(host) || !URL.canParse(`http://${host}`)) return makeBadRequest('The header host is malformed.');
  return undefined;
}
