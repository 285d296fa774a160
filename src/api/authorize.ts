import { timeValues } from '../aws/policy/context-values.ts';
import type { ContextValues } from '../aws/policy/request-context.ts';
import { unmapAddress } from '../base/loopback.ts';
import { findHeader } from '../base/raw-headers.ts';
import { findRefusal } from '../operations/authorization/find-refusal.ts';
import type { OperationContext } from '../operations/operation.ts';
import type { ApiRequest } from './api-request.ts';
import type { Call, Protocol } from './protocol.ts';

/** What policies see of it: clients may send much more, and a pattern costs its length times that of the text. */
const USER_AGENT_CHARACTERS_MAX = 512;

/** Throws the refusal of R34 to R36, N54 unless policies allow the caller what the request asks for. */
export async function authorize(
  call: Call,
  input: unknown,
  context: OperationContext,
  protocol: Protocol,
): Promise<void> {
  const refusal = await findRefusal(call.service, call.operation, input, context);
  if (refusal !== undefined) throw protocol.makeAccessDeniedError(refusal);
}

/** What conditions of policies may ask of any request. The server speaks plain HTTP, whoever may stand before it. */
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
