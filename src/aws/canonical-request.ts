import { createHash } from 'node:crypto';
import { findHeader, type RawHeaders } from '../base/http/raw-headers.ts';

/** A request as it came off the wire. */
export interface RawRequest {
  readonly method: string;
  /** Path and query exactly as sent; one character is one byte (Latin-1), as `node:http` gives it. */
  readonly url: string;
  readonly rawHeaders: RawHeaders;
}

export type QueryPair = readonly [name: string, value: string];

export function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

/** Name and value of each query parameter, percent-decoded to bytes (Latin-1 characters). A `+` is a plus. */
export function parseQuery(query: string): QueryPair[] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? [decodePercent(part), '']
        : [decodePercent(part.slice(0, equals)), decodePercent(part.slice(equals + 1))];
    });
}

function decodePercent(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Percent-encodes all but the unreserved characters of RFC 3986. One character is one byte. */
export function encodePercent(text: string): string {
  return text.replace(
    /[^A-Za-z0-9\-._~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** Parameters encoded and sorted by encoded name, then value. */
export function canonicalizeQuery(pairs: readonly QueryPair[]): string {
  return pairs
    .map(([name, value]): QueryPair => [encodePercent(name), encodePercent(value)])
    .sort((left, right) => compareBytes(left[0], right[0]) || compareBytes(left[1], right[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compareBytes(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The canonical request of SigV4. A signed header that was not sent counts as empty. */
export function makeCanonicalRequest(parts: {
  readonly method: string;
  readonly canonicalPath: string;
  readonly canonicalQuery: string;
  readonly rawHeaders: RawHeaders;
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
}): string {
  const headers = parts.signedHeaders.map((name) => `${name}:${findHeader(parts.rawHeaders, name) ?? ''}\n`).join('');
  return [
    parts.method,
    parts.canonicalPath,
    parts.canonicalQuery,
    headers,
    parts.signedHeaders.join(';'),
    parts.payloadHash,
  ].join('\n');
}

/** The string to sign of SigV4. Hashes the bytes of the request, hence Latin-1. */
export function makeStringToSign(amzDate: string, scope: string, canonicalRequest: string): string {
  const hash = createHash('sha256').update(canonicalRequest, 'latin1').digest('hex');
  return `AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${hash}`;
}
