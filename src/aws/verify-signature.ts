import { findHeader, type RawHeaders, replaceHeader } from '../base/http/raw-headers.ts';
import { formatAmzDate, parseAmzDate, parseHttpDate } from './amz-date.ts';
import {
  canonicalizeQuery,
  encodePercent,
  makeCanonicalRequest,
  makeStringToSign,
  parseQuery,
  type RawRequest,
  splitUrl,
} from './canonical-request.ts';
import {
  type CredentialScope,
  deriveSigningKey,
  formatScope,
  isSameSignature,
  SigningKeyCache,
  signString,
} from './signing-key.ts';

/** How far the clock of a client may be off (R30). */
export const CLOCK_SKEW_MS_MAX = 5 * 60 * 1000;
const SIGNING_KEYS_MAX = 256;
const REGION = /^[a-z0-9-]{1,64}$/;
const signingKeys = new SigningKeyCache(SIGNING_KEYS_MAX);

export interface SignedRequest extends RawRequest {
  /** Hex. */
  readonly bodySha256: string;
}

/** Why an `Authorization` header cannot be read, or what else of a signature is missing. */
export type UnreadableAuthorization =
  /** There is no `Authorization` header (R31). */
  | { readonly kind: 'missing' }
  /** The named part is missing or malformed (R33). */
  | { readonly kind: 'incomplete'; readonly part: string };

export type SignatureVerdict =
  | {
      readonly kind: 'valid';
      readonly region: string;
      readonly service: string;
      /** The host that is signed: that of the request, or one of `otherHosts`. */
      readonly signedHost: string;
    }
  | UnreadableAuthorization
  /** There is no such access key (R28). */
  | { readonly kind: 'unknown-key' }
  /** The signature is wrong, or its scope is not of this service (R29, R39). */
  | { readonly kind: 'mismatch' }
  /** The clocks differ by more than {@link CLOCK_SKEW_MS_MAX} (R30); times as `20261122T100400Z`. */
  | { readonly kind: 'expired'; readonly requestTime: string; readonly earliest: string; readonly now: string }
  | { readonly kind: 'not-yet'; readonly requestTime: string; readonly latest: string; readonly now: string };

/** An `Authorization` header in parts. Nothing of it is proven. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** The `Authorization` header of a request, or what is wrong with its form (R31, R33). */
export function readAuthorization(
  rawHeaders: RawHeaders,
): { readonly kind: 'read'; readonly authorization: Authorization } | UnreadableAuthorization {
  const header = findHeader(rawHeaders, 'authorization');
  if (header === undefined) return { kind: 'missing' };
  const authorization = parseAuthorization(header);
  return typeof authorization === 'string'
    ? { kind: 'incomplete', part: authorization }
    : { kind: 'read', authorization };
}

export interface VerifyOptions {
  readonly nowMs: number;
  readonly secret: string | undefined;
  readonly services: readonly string[];
  /** Hosts that the request may be signed for although its `Host` is another: a proxy may have replaced that (R411). */
  readonly otherHosts?: readonly string[];
}

/**
 * Verifies a SigV4 signature over the bytes that came: neither path nor headers are put in order first, so that what is verified is
 * what will be read. `secret` is that of the access key, undefined if there is none; `services` are those the credential scope may
 * name (R39).
 */
export function verifySignature(
  request: SignedRequest,
  authorization: Authorization,
  options: VerifyOptions,
): SignatureVerdict {
  const head = judgeSignatureHead(request.rawHeaders, authorization, options);
  if (head.kind !== 'sound') return head;
  const { scope } = authorization;
  const { amzDate, host, secret } = head;
  const signedHost = [host, ...(options.otherHosts ?? [])].find((candidate) => {
    const rawHeaders = candidate === host ? request.rawHeaders : replaceHeader(request.rawHeaders, 'host', candidate);
    return isSignatureRight({ ...request, rawHeaders }, authorization, amzDate, secret);
  });
  if (signedHost === undefined) return { kind: 'mismatch' };
  return { kind: 'valid', region: scope.region, service: scope.service, signedHost };
}

/**
 * What of a signature can be judged by the headers alone, before there is a body: the access key is known, scope and date are good, and
 * the headers that have to be signed are. The signature itself is not proven by it.
 */
export function judgeSignatureHead(
  rawHeaders: RawHeaders,
  { scope, terminator, signedHeaders }: Authorization,
  { nowMs, secret, services }: VerifyOptions,
): Exclude<SignatureVerdict, { kind: 'valid' }> | SoundHead {
  const requestMs = findRequestTime(rawHeaders);
  if (requestMs === undefined) return { kind: 'incomplete', part: 'X-Amz-Date' };
  if (secret === undefined) return { kind: 'unknown-key' };
  const amzDate = formatAmzDate(requestMs);
  if (scope.date !== amzDate.slice(0, 8) || terminator !== 'aws4_request') return { kind: 'mismatch' };
  if (!services.includes(scope.service) || !REGION.test(scope.region)) return { kind: 'mismatch' };
  const skew = judgeTime(requestMs, nowMs);
  if (skew) return skew;
  const host = findHeader(rawHeaders, 'host');
  if (host === undefined || !areRequiredHeadersSigned(rawHeaders, signedHeaders)) return { kind: 'mismatch' };
  return { kind: 'sound', amzDate, host, secret };
}

interface SoundHead {
  readonly kind: 'sound';
  readonly amzDate: string;
  readonly host: string;
  /** Of the access key. */
  readonly secret: string;
}

/** The parts of the header, or the name of the first part that is missing or malformed. */
function parseAuthorization(header: string): Authorization | string {
  const space = header.indexOf(' ');
  const parameters = new Map<string, string>();
  for (const parameter of header.slice(space + 1).split(',')) {
    const equals = parameter.indexOf('=');
    if (equals < 0) continue;
    const name = parameter.slice(0, equals).trim();
    if (parameters.has(name)) return name;
    parameters.set(name, parameter.slice(equals + 1).trim());
  }
  const credential = parameters.get('Credential')?.split('/');
  if (credential?.length !== 5) return 'Credential';
  const signature = parameters.get('Signature');
  if (!signature) return 'Signature';
  const signedHeaders = parameters.get('SignedHeaders');
  if (!signedHeaders) return 'SignedHeaders';
  if (header.slice(0, Math.max(space, 0)) !== 'AWS4-HMAC-SHA256') return 'AWS4-HMAC-SHA256';
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = credential;
  if (accessKeyId === '') return 'Credential';
  return {
    accessKeyId,
    scope: { date, region, service },
    terminator,
    signedHeaders: signedHeaders.split(';'),
    signature,
  };
}

function findRequestTime(rawHeaders: RawHeaders): number | undefined {
  const amzDate = findHeader(rawHeaders, 'x-amz-date');
  if (amzDate !== undefined) return parseAmzDate(amzDate);
  const date = findHeader(rawHeaders, 'date');
  return date === undefined ? undefined : (parseAmzDate(date) ?? parseHttpDate(date));
}

function judgeTime(
  requestMs: number,
  nowMs: number,
): Extract<SignatureVerdict, { kind: 'expired' | 'not-yet' }> | undefined {
  const requestTime = formatAmzDate(requestMs);
  const now = formatAmzDate(nowMs);
  if (requestMs < nowMs - CLOCK_SKEW_MS_MAX) {
    return { kind: 'expired', requestTime, earliest: formatAmzDate(nowMs - CLOCK_SKEW_MS_MAX), now };
  }
  if (requestMs > nowMs + CLOCK_SKEW_MS_MAX) {
    return { kind: 'not-yet', requestTime, latest: formatAmzDate(nowMs + CLOCK_SKEW_MS_MAX), now };
  }
  return undefined;
}

/** What decides where a request goes, for whom and what it does must be covered: host, session token (N70), for AWS JSON the operation. */
function areRequiredHeadersSigned(rawHeaders: RawHeaders, signedHeaders: readonly string[]): boolean {
  if (signedHeaders.some((name, index) => name !== name.toLowerCase() || name <= (signedHeaders[index - 1] ?? ''))) {
    return false;
  }
  const required = ['host'];
  for (const name of ['x-amz-security-token', 'x-amz-target']) {
    if (findHeader(rawHeaders, name) !== undefined) required.push(name);
  }
  return required.every((name) => signedHeaders.includes(name));
}

function isSignatureRight(
  request: SignedRequest,
  authorization: Authorization,
  amzDate: string,
  secret: string,
): boolean {
  // None of the services served here takes an unsigned payload, so the header can only repeat the hash of the body.
  const claimedSha256 = findHeader(request.rawHeaders, 'x-amz-content-sha256');
  if (claimedSha256 !== undefined && claimedSha256 !== request.bodySha256) return false;
  const { path, query } = splitUrl(request.url);
  const canonicalRequest = makeCanonicalRequest({
    method: request.method,
    canonicalPath: encodePercent(path).replaceAll('%2F', '/'),
    canonicalQuery: canonicalizeQuery(parseQuery(query)),
    rawHeaders: request.rawHeaders,
    signedHeaders: authorization.signedHeaders,
    payloadHash: request.bodySha256,
  });
  const { scope } = authorization;
  const stringToSign = makeStringToSign(amzDate, formatScope(scope), canonicalRequest);
  const known = signingKeys.find(secret, scope);
  const signingKey = known ?? deriveSigningKey(secret, scope);
  if (!isSameSignature(signString(signingKey, stringToSign), authorization.signature)) return false;
  if (!known) signingKeys.keep(secret, scope, signingKey);
  return true;
}
