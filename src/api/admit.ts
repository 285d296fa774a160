import { judgeSignatureHead, readAuthorization } from '../aws/verify-signature.ts';
import { findHeader } from '../base/http/raw-headers.ts';
import { type AuthenticateOptions, isRegionServed, makeVerdictError } from './authenticate.ts';
import { findCredentials } from './find-credentials.ts';
import { listRootCredentials } from './list-root-credentials.ts';
import type { ApiHead } from './protocols/api-request.ts';
import { bodyBytesMaxOf, STRANGER_BODY_BYTES_MAX } from './protocols/body-bytes-max.ts';
import type { Protocol } from './protocols/protocol.ts';
import type { RequestTrail } from './request-trail.ts';

/** How much of a body is taken, and from whom. */
export interface Admission {
  readonly bytesMax: number;
  /** `known`: access key, credential scope and date are good. The signature is proven only with the body. */
  readonly sender: 'known' | 'stranger';
}

/**
 * Judges a request by its head, before a byte of its body is taken (R540). Throws the {@link ApiError} that the request gets whatever its
 * body is. A request that names its operation in the body and is not signed at all may be for an operation that needs no signature: it is
 * a stranger's (R541).
 */
export async function admit(
  head: ApiHead,
  protocol: Protocol,
  options: AuthenticateOptions,
  trail: RequestTrail,
): Promise<Admission> {
  const stranger: Admission = { bytesMax: STRANGER_BODY_BYTES_MAX, sender: 'stranger' };
  const call = protocol.findCallInHead(head.rawHeaders);
  trail.call = call;
  if (call && call.operationModel.authentication !== 'signed') return stranger;

  const { rawHeaders } = head;
  const read = readAuthorization(rawHeaders);
  if (read.kind === 'missing' && call === undefined) return stranger;
  if (read.kind !== 'read') throw makeVerdictError(protocol, read);
  const { authorization } = read;
  const { accessKeyId, scope } = authorization;
  trail.accessKeyId = accessKeyId;
  const root = listRootCredentials(rawHeaders, accessKeyId, options);
  const sessionToken = findHeader(rawHeaders, 'x-amz-security-token');
  const credentials = await findCredentials(accessKeyId, sessionToken, root, options.services);
  const verdict = judgeSignatureHead(rawHeaders, authorization, {
    nowMs: options.machineClock.nowMs(),
    secret: credentials?.secretAccessKey,
    services: call ? [call.model.signingName] : protocol.signingNames,
  });
  if (verdict.kind !== 'sound') throw makeVerdictError(protocol, verdict);
  if (!isRegionServed(options.regions, scope.service, scope.region)) {
    throw makeVerdictError(protocol, { kind: 'mismatch' });
  }
  return { bytesMax: bodyBytesMaxOf(call), sender: 'known' };
}
