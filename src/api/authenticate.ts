import { createHash } from 'node:crypto';
import { readAuthorization, type SignatureVerdict, verifySignature } from '../aws/verify-signature.ts';
import { assert, assertPresent } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import { findHeader } from '../base/http/raw-headers.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Caller, Signer } from './caller.ts';
import { explainMismatch } from './explain-mismatch.ts';
import { findCredentials } from './find-credentials.ts';
import { findForeignWay, listRootCredentials, type RootCredentialsOptions } from './list-root-credentials.ts';
import { ApiError } from './protocols/api-error.ts';
import type { ApiRequest } from './protocols/api-request.ts';
import type { Call, Protocol } from './protocols/protocol.ts';
import { describeVerdict } from './protocols/signature-texts.ts';
import type { RequestTrail } from './request-trail.ts';

/** Services with one region for the whole partition: clients sign for it wherever they are. */
const GLOBAL_SERVICES: readonly string[] = ['iam', 'sts'];
const GLOBAL_REGION = 'us-east-1';

export interface AuthenticateOptions extends RootCredentialsOptions {
  /** What the date of a signature is compared with, and what `Date` says (R572). */
  readonly machineClock: Clock;
  /** The only regions served; undefined for any (R39). */
  readonly regions?: readonly string[];
  /** Needed where an operation is for the owners of access tokens. */
  readonly accessTokens?: AccessTokens | undefined;
}

/**
 * Proves who signed the request, if its operation asks for a signature; else undefined. Throws the error of R28 to R33, R39, N55. An
 * `Authorization` header that the operation does not ask for is not even read (R441); who may not use the default credentials while they
 * are in force may not call such an operation either (R410).
 */
export async function authenticateSigner(
  request: ApiRequest,
  call: Call,
  protocol: Protocol,
  options: AuthenticateOptions,
  trail: RequestTrail,
): Promise<Signer | undefined> {
  if (call.operationModel.authentication !== 'signed') {
    const way = findForeignWay(request.rawHeaders, options);
    if (!way) return undefined;
    throw protocol.makeAccessDeniedError(
      `The request ${way.text}, which this server does not serve while its default credentials are in force. Set root credentials to serve it.`,
    );
  }
  const { services } = options;
  const { method, url, rawHeaders } = request;
  const read = readAuthorization(rawHeaders);
  if (read.kind !== 'read') throw makeVerdictError(protocol, read);
  const { accessKeyId } = read.authorization;
  trail.accessKeyId = accessKeyId;
  const sessionToken = findHeader(rawHeaders, 'x-amz-security-token');
  const root = listRootCredentials(rawHeaders, accessKeyId, options);
  const credentials = await findCredentials(accessKeyId, sessionToken, root, services);
  const { publicHost } = options.hosts;
  const signed = { method, url, rawHeaders, bodySha256: createHash('sha256').update(request.body).digest('hex') };
  const verifyOptions = {
    nowMs: options.machineClock.nowMs(),
    secret: credentials?.secretAccessKey,
    services: [call.model.signingName],
    otherHosts: publicHost === undefined ? [] : [publicHost],
  };
  const verdict = verifySignature(signed, read.authorization, verifyOptions);
  if (verdict.kind !== 'valid') {
    if (verdict.kind === 'mismatch') explainMismatch(signed, read.authorization, verifyOptions, services.logger);
    throw makeVerdictError(protocol, verdict);
  }
  if (!isRegionServed(options.regions, verdict.service, verdict.region)) {
    throw makeVerdictError(protocol, { kind: 'mismatch' });
  }
  const principal = await credentials?.findPrincipal();
  if (principal === 'expired') throw protocol.makeAuthenticationError('expired', undefined);
  if (!principal) throw protocol.makeAuthenticationError('unknown-key', undefined);
  return { kind: 'signer', principal, region: verdict.region, requestHost: verdict.signedHost };
}

/** Who sent a request whose operation asks for no signature: `input`, valid by the model, holds the access token if it asks for one. */
export async function identifyUnsigned(
  request: ApiRequest,
  call: Call,
  input: unknown,
  protocol: Protocol,
  { accessTokens }: AuthenticateOptions,
): Promise<Exclude<Caller, Signer>> {
  const requestHost = findHeader(request.rawHeaders, 'host') ?? '';
  const { authentication } = call.operationModel;
  const { AccessToken } = input as { readonly AccessToken?: string };
  if (authentication === 'nobody' || AccessToken === undefined) {
    assert(authentication !== 'access-token', 'a valid input of an operation for the owners of access tokens has one');
    return { kind: 'nobody', requestHost, address: request.remoteAddress ?? '' };
  }
  const tokens = assertPresent(accessTokens, `${call.operation} is for the owners of access tokens`);
  const verdict = await tokens.findOwner(AccessToken);
  if (verdict.kind === 'valid') return { kind: 'token-owner', tokenOwner: verdict.owner, requestHost };
  const code = protocol.wireCode(call.model, 'NotAuthorizedException');
  throw new ApiError(400, code, verdict.text, { isRefusal: true });
}

export function isRegionServed(regions: readonly string[] | undefined, service: string, region: string): boolean {
  if (regions === undefined || regions.includes(region)) return true;
  return GLOBAL_SERVICES.includes(service) && region === GLOBAL_REGION;
}

/** The error of a signature that is not good, or is unreadable (R28 to R33, N55). */
export function makeVerdictError(protocol: Protocol, verdict: Exclude<SignatureVerdict, { kind: 'valid' }>): ApiError {
  const { kind } = verdict;
  const fault = kind === 'expired' || kind === 'not-yet' ? 'mismatch' : kind;
  return protocol.makeAuthenticationError(fault, describeVerdict(verdict));
}
