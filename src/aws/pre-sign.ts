import { listHeaderNames, type RawHeaders, replaceHeader } from '../base/http/raw-headers.ts';
import { formatAmzDate, parseAmzDate } from './amz-date.ts';
import {
  canonicalizeQuery,
  encodePercent,
  makeCanonicalRequest,
  makeStringToSign,
  parseQuery,
  type QueryPair,
  type RawRequest,
  splitUrl,
} from './canonical-request.ts';
import { type CredentialScope, deriveSigningKey, formatScope, isSameSignature, signString } from './signing-key.ts';

/** How long an upload URL is good (R127). */
export const PRE_SIGNED_URL_EXPIRES_SECONDS = 899;
export const SSE_HEADER = 'x-amz-server-side-encryption';
/** The encryption that the upload has to ask for (R131). */
export const SSE_VALUE = 'aws:kms';
/** The access key id of upload URLs. It is not the key of a principal: the signing key is derived from the server key alone (R125). */
export const UPLOAD_ACCESS_KEY_ID = 'MUSTERUPLOAD';
/** Headers that the client of an upload has to send as they were signed (R128). */
const SIGNED_HEADERS = ['host', SSE_HEADER];
const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
const ALGORITHM = 'AWS4-HMAC-SHA256';
const SERVICE = 's3';
/** The maximum of S3. */
const EXPIRES_SECONDS_MAX = 604_800;
const PARAMETERS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
];

export type PreSignedUrlVerdict =
  | {
      readonly kind: 'valid';
      /** Of the credential scope. */
      readonly region: string;
    }
  /** The URL has no parameter of a signature (R139). */
  | { readonly kind: 'unsigned' }
  /** The URL has some of the parameters, but not all (R140). */
  | { readonly kind: 'incomplete' }
  /** The request came too late (R141). */
  | { readonly kind: 'expired'; readonly expiresSeconds: number; readonly expiresAtMs: number }
  /** Another signature was expected; the rest is what a client needs to find its fault (R142). */
  | {
      readonly kind: 'mismatch';
      readonly accessKeyId: string;
      readonly stringToSign: string;
      readonly signatureProvided: string;
      readonly canonicalRequest: string;
    }
  /** `x-amz-*` headers that were not signed, in lower case (R143). */
  | { readonly kind: 'unsigned-headers'; readonly headers: readonly string[] };

/**
 * A URL that takes one PUT for {@link PRE_SIGNED_URL_EXPIRES_SECONDS} (R124 to R128). `origin` is scheme and host, `path` begins
 * with a slash and holds unreserved characters only, `key` is 32 bytes.
 */
export function makePreSignedUrl(target: {
  readonly origin: string;
  readonly path: string;
  readonly region: string;
  readonly key: Buffer;
  readonly nowMs: number;
}): string {
  // The URL class writes the host as clients will send it: lower case, without the scheme's own port.
  const base = new URL(target.origin);
  const amzDate = formatAmzDate(target.nowMs);
  const scope = { date: amzDate.slice(0, 8), region: target.region, service: SERVICE };
  const pairs: QueryPair[] = [
    ['X-Amz-Algorithm', ALGORITHM],
    ['X-Amz-Date', amzDate],
    ['X-Amz-SignedHeaders', SIGNED_HEADERS.join(';')],
    ['X-Amz-Expires', String(PRE_SIGNED_URL_EXPIRES_SECONDS)],
    ['X-Amz-Credential', `${UPLOAD_ACCESS_KEY_ID}/${formatScope(scope)}`],
  ];
  const canonicalRequest = makeCanonicalRequest({
    method: 'PUT',
    canonicalPath: target.path,
    canonicalQuery: canonicalizeQuery(pairs),
    rawHeaders: ['host', base.host, SSE_HEADER, SSE_VALUE],
    signedHeaders: SIGNED_HEADERS,
    payloadHash: UNSIGNED_PAYLOAD,
  });
  const signature = signWith(target.key, scope, makeStringToSign(amzDate, formatScope(scope), canonicalRequest));
  const query = [...pairs, ['X-Amz-Signature', signature]]
    .map(([name = '', value = '']) => `${name}=${encodePercent(value)}`)
    .join('&');
  return `${base.protocol}//${base.host}${target.path}?${query}`;
}

interface VerifyOptions {
  readonly key: Buffer;
  readonly nowMs: number;
}

/**
 * Checks in the order of R139 to R143. The path counts byte by byte, a query parameter by its decoded value. A URL may be signed for the
 * `Host` that came or for the public one, which a proxy may have replaced (R411).
 */
export function verifyPreSignedUrl(
  request: RawRequest,
  { publicHost, ...options }: VerifyOptions & { readonly publicHost?: string | undefined },
): PreSignedUrlVerdict {
  const verdict = verifyAsSent(request, options);
  if (verdict.kind !== 'mismatch' || publicHost === undefined) return verdict;
  const rawHeaders = replaceHeader(request.rawHeaders, 'host', publicHost);
  const ofPublicHost = verifyAsSent({ ...request, rawHeaders }, options);
  return ofPublicHost.kind === 'mismatch' ? verdict : ofPublicHost;
}

function verifyAsSent(request: RawRequest, options: VerifyOptions): PreSignedUrlVerdict {
  const { path, query } = splitUrl(request.url);
  const pairs = parseQuery(query);
  const find = (wanted: string) => pairs.find(([name]) => name === wanted)?.[1];
  const present = PARAMETERS.filter((name) => find(name));
  if (present.length === 0) return { kind: 'unsigned' };
  if (present.length < PARAMETERS.length) return { kind: 'incomplete' };

  const amzDate = find('X-Amz-Date') ?? '';
  const expiry = findExpiry(amzDate, find('X-Amz-Expires') ?? '');
  if (expiry && options.nowMs > expiry.expiresAtMs) return { kind: 'expired', ...expiry };

  const credential = find('X-Amz-Credential') ?? '';
  const [accessKeyId = '', date = '', region = '', service = ''] = credential.split('/');
  const scope = { date, region, service };
  const signatureProvided = find('X-Amz-Signature') ?? '';
  const canonicalRequest = makeCanonicalRequest({
    method: request.method,
    canonicalPath: path,
    canonicalQuery: canonicalizeQuery(pairs.filter(([name]) => name !== 'X-Amz-Signature')),
    rawHeaders: request.rawHeaders,
    signedHeaders: (find('X-Amz-SignedHeaders') ?? '').split(';'),
    payloadHash: UNSIGNED_PAYLOAD,
  });
  const stringToSign = makeStringToSign(amzDate, credential.slice(accessKeyId.length + 1), canonicalRequest);
  const isRight =
    credential === `${UPLOAD_ACCESS_KEY_ID}/${formatScope(scope)}` &&
    service === SERVICE &&
    expiry !== undefined &&
    date === amzDate.slice(0, 8) &&
    find('X-Amz-SignedHeaders') === SIGNED_HEADERS.join(';') &&
    pairs.length === PARAMETERS.length &&
    isSameSignature(signWith(options.key, scope, stringToSign), signatureProvided);
  if (!isRight) return { kind: 'mismatch', accessKeyId, stringToSign, signatureProvided, canonicalRequest };

  const headers = listUnsignedAmzHeaders(request.rawHeaders);
  return headers.length > 0 ? { kind: 'unsigned-headers', headers } : { kind: 'valid', region };
}

/** Undefined if the parameters are not such as {@link makePreSignedUrl} writes: then the signature is wrong too. */
function findExpiry(amzDate: string, expires: string): { expiresSeconds: number; expiresAtMs: number } | undefined {
  const madeAtMs = parseAmzDate(amzDate);
  if (madeAtMs === undefined || !/^[1-9]\d{0,5}$/.test(expires)) return undefined;
  const expiresSeconds = Number(expires);
  if (expiresSeconds > EXPIRES_SECONDS_MAX) return undefined;
  return { expiresSeconds, expiresAtMs: madeAtMs + expiresSeconds * 1000 };
}

function signWith(key: Buffer, scope: CredentialScope, stringToSign: string): string {
  return signString(deriveSigningKey(key.toString('hex'), scope), stringToSign);
}

function listUnsignedAmzHeaders(rawHeaders: RawHeaders): string[] {
  return [...new Set(listHeaderNames(rawHeaders))]
    .filter((name) => name.startsWith('x-amz-') && !SIGNED_HEADERS.includes(name))
    .sort();
}
