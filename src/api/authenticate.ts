import { createHash } from 'node:crypto';
import { findAccessKeyId, type SignatureVerdict, verifySignature } from '../aws/verify-signature.ts';
import { findHeader } from '../base/raw-headers.ts';
import type { Principal } from '../domain/iam/principal.ts';
import type { ApiRequest } from './api-request.ts';
import { findCredentials } from './find-credentials.ts';
import { listRootCredentials, type RootCredentialsOptions } from './list-root-credentials.ts';
import type { AuthenticationFault, Call, Protocol } from './protocol.ts';
import { describeVerdict } from './signature-texts.ts';

/** Services that clients sign for the partition's one region, wherever they are. */
const GLOBAL_SERVICES: readonly string[] = ['iam', 'sts'];
const GLOBAL_REGION = 'us-east-1';

export interface AuthenticateOptions extends RootCredentialsOptions {
  /** The only regions served; undefined for any (R39). */
  readonly regions?: readonly string[];
}

/** Who signed, and for which region and host. */
export interface Caller {
  readonly principal: Principal;
  readonly region: string;
  readonly requestHost: string;
}

/** Proves who sent the request. Throws the error of R28 to R33, R39, N55. */
export async function authenticate(
  request: ApiRequest,
  call: Call,
  protocol: Protocol,
  options: AuthenticateOptions,
): Promise<Caller> {
  const { services } = options;
  const { method, url, rawHeaders } = request;
  const accessKeyId = findAccessKeyId(rawHeaders);
  const sessionToken = findHeader(rawHeaders, 'x-amz-security-token');
  const credentials =
    accessKeyId === undefined
      ? undefined
      : await findCredentials(
          accessKeyId,
          sessionToken,
          listRootCredentials(rawHeaders, accessKeyId, options),
          services,
        );
  const bodySha256 = createHash('sha256').update(request.body).digest('hex');
  const verdict = verifySignature(
    { method, url, rawHeaders, bodySha256 },
    {
      nowMs: services.clock.nowMs(),
      findSecret: () => credentials?.secretAccessKey,
      services: [call.model.signingName],
    },
  );
  if (verdict.kind !== 'valid') {
    throw protocol.makeAuthenticationError(faultOf(verdict), describeVerdict(verdict));
  }
  if (!isRegionServed(options.regions, verdict.service, verdict.region)) {
    throw protocol.makeAuthenticationError('mismatch', undefined);
  }
  const principal = await credentials?.findPrincipal();
  if (principal === 'expired') throw protocol.makeAuthenticationError('expired', undefined);
  if (!principal) throw protocol.makeAuthenticationError('unknown-key', undefined);
  return { principal, region: verdict.region, requestHost: verdict.signedHost };
}

function isRegionServed(regions: readonly string[] | undefined, service: string, region: string): boolean {
  if (regions === undefined || regions.includes(region)) return true;
  return GLOBAL_SERVICES.includes(service) && region === GLOBAL_REGION;
}

function faultOf(verdict: Exclude<SignatureVerdict, { kind: 'valid' }>): AuthenticationFault {
  return verdict.kind === 'expired' || verdict.kind === 'not-yet' ? 'mismatch' : verdict.kind;
}
