import { assertPresent } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import { CROSS_ORIGIN_HEADERS, type OriginOptions } from '../base/http/cross-origin.ts';
import type { FaultGate } from '../controls/test-controls.ts';
import { validateInput } from '../model/validate-input.ts';
import type { OperationServices } from '../operations/operation.ts';
import type { OperationRegistry } from '../operations/registry/registry.ts';
import { type Admission, admit } from './admit.ts';
import { type AuditLog, makeAuditEntry } from './audit-log.ts';
import { type AuthenticateOptions, authenticateSigner, identifyUnsigned } from './authenticate.ts';
import { authorize } from './authorize.ts';
import { type Caller, ratedPlaceOf, ratedRegionOf } from './caller.ts';
import { contextOf } from './context-of.ts';
import { answerCrossOrigin } from './cross-origin.ts';
import { dispatch } from './dispatch.ts';
import { InjectedError, makeInternalError, runWithFaults } from './injected-faults.ts';
import { ApiError, UnknownOperationError } from './protocols/api-error.ts';
import type { ApiHead, ApiRequest, ApiResponse } from './protocols/api-request.ts';
import { STRANGER_BODY_BYTES_MAX } from './protocols/body-bytes-max.ts';
import { createJsonProtocol } from './protocols/json-protocol.ts';
import type { Call, Protocol, WrittenAnswer } from './protocols/protocol.ts';
import { createQueryProtocol } from './protocols/query-protocol.ts';
import { selectProtocol } from './protocols/select-protocol.ts';
import { RequestThrottle } from './rates/request-throttle.ts';
import { RequestTrail } from './request-trail.ts';

export interface ApiOptions extends AuthenticateOptions, OriginOptions {
  readonly registry: OperationRegistry;
  readonly services: OperationServices;
  /** Of the documented request rates; 0 for none (R46). */
  readonly requestRatePercent: number;
  /** Asked around every operation; undefined for a server without test controls. */
  readonly faults?: FaultGate | undefined;
  readonly auditLog?: AuditLog | undefined;
}

/** Bytes in, answer out, for every AWS API served at `POST /`. Never rejects. */
export interface Api {
  /** Says how large the body of a request may be, or answers the request by its head alone (R540). */
  admit(head: ApiHead): Promise<Admission | { readonly sender: 'refused'; readonly answer: ApiResponse }>;
  handle(request: ApiRequest): Promise<ApiResponse>;
}

/** Refuses operations for the owners of access tokens where nobody knows access tokens. */
export function createApi(options: ApiOptions): Api {
  const { models } = options.registry;
  for (const { service, operations } of Object.values(models)) {
    for (const [operation, { authentication }] of Object.entries(operations)) {
      if (authentication !== 'access-token' && authentication !== 'access-token-or-session') continue;
      assertPresent(
        options.accessTokens,
        `${service} ${operation} is for the owners of access tokens, and none are known`,
      );
    }
  }
  const pipeline: Pipeline = {
    ...options,
    protocols: { json: createJsonProtocol(models), query: createQueryProtocol(models) },
    throttle: new RequestThrottle(options.machineClock, options.requestRatePercent),
  };
  return {
    admit: (head) => admitOrAnswer(pipeline, head),
    handle: (request) => answer(pipeline, request),
  };
}

interface Pipeline extends ApiOptions {
  readonly protocols: Readonly<Record<'json' | 'query', Protocol>>;
  readonly throttle: RequestThrottle;
}

async function admitOrAnswer(pipeline: Pipeline, head: ApiHead): ReturnType<Api['admit']> {
  const trail = new RequestTrail(pipeline.services.ids.uuid(), head);
  const crossOrigin = answerOtherOrigin(pipeline, head, trail);
  if (crossOrigin) return { sender: 'refused', answer: crossOrigin };
  const protocol = pipeline.protocols[selectProtocol(head.rawHeaders)];
  try {
    return await admit(head, protocol, pipeline, trail);
  } catch (thrown) {
    const outcome = writeThrown(pipeline, protocol, thrown, trail);
    return { sender: 'refused', answer: finish(pipeline, outcome, trail) };
  }
}

async function answer(pipeline: Pipeline, request: ApiRequest): Promise<ApiResponse> {
  const trail = new RequestTrail(pipeline.services.ids.uuid(), request);
  const crossOrigin = answerOtherOrigin(pipeline, request, trail);
  if (crossOrigin) return crossOrigin;
  const protocol = pipeline.protocols[selectProtocol(request.rawHeaders)];
  return finish(pipeline, await runSteps(pipeline, protocol, request, trail), trail);
}

/** The answer to a preflight request, or to a page that may not call; undefined for all other requests. */
function answerOtherOrigin(pipeline: Pipeline, head: ApiHead, trail: RequestTrail): ApiResponse | undefined {
  const { auditLog, machineClock } = pipeline;
  const { requestId } = trail;
  const crossOrigin = answerCrossOrigin(head, requestId, pipeline);
  if (!crossOrigin) return undefined;
  const { errorCode, logFields } = crossOrigin;
  const fields = { ...trail.describe(), ...logFields };
  if (errorCode !== undefined) auditLog?.write({ outcome: 'refused', requestId, ...fields, errorCode });
  return withDate({ ...crossOrigin, logFields: fields }, machineClock);
}

/** Writes the audit log, then the answer. */
function finish({ auditLog, machineClock }: Pipeline, outcome: Outcome, trail: RequestTrail): ApiResponse {
  const { written, statusCode, error } = outcome;
  const fields = trail.describe();
  const entry = auditLog && makeAuditEntry(trail, fields, error instanceof InjectedError ? error.replaced : error);
  if (entry) auditLog.write(entry);
  return withDate(
    {
      statusCode,
      headers: { 'Content-Type': written.contentType, ...CROSS_ORIGIN_HEADERS, ...written.headers },
      body: written.body,
      ...(trail.call && { operation: trail.call.operation }),
      ...(error && { errorCode: error.code }),
      logFields: fields,
      isChange: trail.isChange,
      ...(error instanceof InjectedError && error.cutsConnection && { cutsConnection: true }),
    },
    machineClock,
  );
}

interface Outcome {
  readonly statusCode: number;
  readonly written: WrittenAnswer;
  readonly error?: ApiError;
}

/**
 * The steps of a request in the order of R14: protocol, authenticate, parse, validate, authorize, throttle, dispatch. An access token is
 * in the input, so its owner is known once that is valid.
 */
async function runSteps(
  pipeline: Pipeline,
  protocol: Protocol,
  request: ApiRequest,
  trail: RequestTrail,
): Promise<Outcome> {
  try {
    const call = protocol.readCall(request);
    trail.call = call;
    requireSize(call, protocol, request.body);
    const signer = await authenticateSigner(request, call, protocol, pipeline, trail);
    trail.caller = signer;
    const input = requireValidInput(call, protocol, call.parseInput());
    trail.input = input;
    const caller = signer ?? (await identifyUnsigned(request, call, input, protocol, pipeline));
    trail.caller = caller;
    const context = contextOf(caller, request, pipeline.services, trail);
    await authorize(call, input, context, protocol);
    requireRate(pipeline.throttle, call, protocol, caller, input);
    const output = await runWithFaults(pipeline.faults, protocol, call, async () => {
      trail.output = await dispatch(pipeline.registry, protocol, call, input, context);
      return trail.output;
    });
    return { statusCode: 200, written: protocol.writeOutput(call, output, trail.requestId) };
  } catch (thrown) {
    return writeThrown(pipeline, protocol, thrown, trail);
  }
}

function writeThrown(pipeline: Pipeline, protocol: Protocol, thrown: unknown, trail: RequestTrail): Outcome {
  if (thrown instanceof UnknownOperationError) trail.unknownOperation = thrown.asked;
  const error = thrown instanceof ApiError ? thrown : hideInternalError(thrown, pipeline, protocol, trail);
  return { statusCode: error.statusCode, written: protocol.writeError(error, trail.call, trail.requestId), error };
}

/** An operation that needs no signature is for strangers, also if its caller has an access key (R541). */
function requireSize({ operationModel }: Call, protocol: Protocol, body: Buffer): void {
  if (operationModel.authentication === 'signed' || body.length <= STRANGER_BODY_BYTES_MAX) return;
  const text = `The body of this operation may have at most ${STRANGER_BODY_BYTES_MAX} bytes.`;
  throw protocol.makeHttpError(413, 'RequestEntityTooLarge', text);
}

function requireValidInput(call: Call, protocol: Protocol, parsed: unknown): unknown {
  const verdict = validateInput(call.model, call.operationModel.input, parsed);
  if (verdict.kind === 'malformed') throw protocol.makeMalformedError();
  if (verdict.kind === 'invalid') throw protocol.makeInvalidInputError(verdict.message);
  return verdict.input;
}

/** Throws the error of a request above the rate (R45, R554, N56). */
function requireRate(
  throttle: RequestThrottle,
  { service, operation, model }: Call,
  protocol: Protocol,
  caller: Caller,
  input: unknown,
): void {
  const place = ratedPlaceOf(caller);
  if (!throttle.admit({ service, operation, place, region: ratedRegionOf(caller), input })) {
    throw protocol.makeThrottlingError(model);
  }
}

/** The log has the details, the client has the request id (R98). */
function hideInternalError(
  thrown: unknown,
  { services }: Pipeline,
  protocol: Protocol,
  { call, requestId }: RequestTrail,
): ApiError {
  services.logger.error({ err: thrown, requestId, operation: call?.operation }, 'an operation failed');
  return makeInternalError(protocol, call?.model);
}

function withDate(response: ApiResponse, clock: Clock): ApiResponse {
  return { ...response, headers: { Date: new Date(clock.nowMs()).toUTCString(), ...response.headers } };
}
