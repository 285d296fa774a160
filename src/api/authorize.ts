import { timeValues } from '../aws/policy/context-values.ts';
import type { ContextValues } from '../aws/policy/request-context.ts';
import { unmapAddress } from '../base/http/loopback.ts';
import { findHeader } from '../base/http/raw-headers.ts';
import { findRefusal } from '../operations/authorization/find-refusal.ts';
import type { OperationContext, RequestContext } from '../operations/operation.ts';
import type { ApiRequest } from './protocols/api-request.ts';
import type { Call, Protocol } from './protocols/protocol.ts';

/** Longer user agents are cut before policies see them: matching a pattern costs its length times that of the text. */
export const USER_AGENT_CHARACTERS_MAX = 512;

/**
 * Throws a refusal unless policies allow the signer what the request asks for (R34 to R36, N54). Policies say nothing of requests that
 * nobody has to sign: there the operation decides.
 */
export async function authorize(
  call: Call,
  input: unknown,
  context: RequestContext | OperationContext,
  protocol: Protocol,
): Promise<void> {
  if (!('principal' in context)) return;
  const refusal = await findRefusal(call.service, call.operation, input, context);
  if (refusal !== undefined) throw protocol.makeAccessDeniedError(refusal);
}

/** The condition keys that every request has. The server itself speaks plain HTTP, also behind a proxy with TLS. */
export function requestValuesOf(request: ApiRequest, region: string, nowMs: number): ContextValues {
  return {
    'aws:PrincipalIsAWSService': 'false',
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'false',
    'aws:SourceIp': request.remoteAddress === undefined ? undefined : unmapAddress(request.remoteAddress),
    'aws:UserAgent': findHeader(request.rawHeaders, 'user-agent')?.slice(0, USER_AGENT_CHARACTERS_MAX),
    'aws:ViaAWSService': 'false',
    ...timeValues(nowMs),
  };
}
