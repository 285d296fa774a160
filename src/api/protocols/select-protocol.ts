import { findHeader, type RawHeaders } from '../../base/http/raw-headers.ts';

/** Which protocol a request speaks, by its headers. The default is JSON, the protocol of most clients (R10). */
export function selectProtocol(rawHeaders: RawHeaders): 'json' | 'query' {
  if (findHeader(rawHeaders, 'x-amz-target') !== undefined) return 'json';
  const contentType = findHeader(rawHeaders, 'content-type') ?? '';
  return /^application\/x-www-form-urlencoded\b/i.test(contentType) ? 'query' : 'json';
}
