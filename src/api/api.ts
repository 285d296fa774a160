import { assertPresent } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import { CROSS_ORIGIN_HEADERS, type OriginOptions } from '../base/http/cross-origin.ts';
import { findHeader } from '../base/http/raw-headers.ts';
import type { FaultGate } from '../controls/test-controls.ts';
import { validateInput } from '../model/validate-input.ts';
import type { OperationServices } from '../operations/operation.ts';
import type { OperationRegistry } from '../operations/registry/registry.ts';
import { type AuditLog, makeAuditEntry } from './audit-log.ts';
import { type AuthenticateOptions, authenticateSigner, identifyUnsigned } from './authenticate.ts';
import { authorize } from './authorize.ts';
import { type Caller, ratedPlaceOf } from './caller.ts';
import { contextOf } from './context-of.ts';
import { answerCrossOrigin } from './cross-origin.ts';
import { dispatch } from './dispatch.ts';
import { InjectedError, makeInternalError, runWithFaults } from './injected-faults.ts';
import { ApiError, UnknownOperationError } from './protocols/api-error.ts';
import type { ApiRequest, ApiResponse } from './protocols/api-request.ts';
import { createJsonProtocol } from './protocols/json-protocol.ts';
import type { Call, Protocol, WrittenAnswer } from './protocols/protocol.ts';
import { createQueryProtocol } from './protocols/query-protocol.ts';
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
  handle(request: ApiRequest): Promise<ApiResponse>;
}

/** Refuses operations for the owners of access tokens where nobody knows access tokens. */
export function createApi(options: ApiOptions): Api {
  const { models } = options.registry;
  for (const { service, operations } of Object.values(models)) {
    for (const [operation, { authentication }] of Object.entries(operations)) {
      if (authentication !== 'access-token') continue;
      assertPresent(
        options.accessTokens,
        `${service} ${operation} is for the owners of access tokens, and none are known`,
      );
    }
  }
  const pipeline: Pipeline = {
    ...options,
    jsonProtocol: createJsonProtocol(models),
    queryProtocol: createQueryProtocol(models),
    throttle: new RequestThrottle(options.machineClock, options.requestRatePercent),
  };
  return { handle: (request) => answer(pipeline, request) };
}

interface Pipeline extends ApiOptions {
  readonly jsonProtocol: Protocol;
  readonly queryProtocol: Protocol;
  readonly throttle: RequestThrottle;
}

async function answer(pipeline: Pipeline, request: ApiRequest): Promise<ApiResponse> {
  const { services, auditLog, machineClock } = pipeline;
  const requestId = services.ids.uuid();
  const trail = new RequestTrail(requestId, request);
  const crossOrigin = answerCrossOrigin(request, requestId, pipeline);
  if (crossOrigin) {
    const { errorCode, logFields } = crossOrigin;
    const fields = { ...trail.describe(), ...logFields };
    if (errorCode !== undefined) auditLog?.write({ outcome: 'refused', requestId, ...fields, errorCode });
    return withDate({ ...crossOrigin, logFields: fields }, machineClock);
  }
  const protocol = selectProtocol(request, pipeline);
  const { written, statusCode, error } = await runSteps(pipeline, protocol, request, trail);
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
  let call: Call | undefined;
  try {
    const asked = protocol.readCall(request);
    call = asked;
    trail.call = asked;
    const signer = await authenticateSigner(request, asked, protocol, pipeline, trail);
    trail.caller = signer;
    const input = requireValidInput(asked, protocol, asked.parseInput());
    trail.input = input;
    const caller = signer ?? (await identifyUnsigned(request, asked, input, protocol, pipeline));
    trail.caller = caller;
    const context = contextOf(caller, request, pipeline.services, trail);
    await authorize(asked, input, context, protocol);
    requireRate(pipeline.throttle, asked, protocol, caller, input);
    const output = await runWithFaults(pipeline.faults, protocol, asked, async () => {
      trail.output = await dispatch(pipeline.registry, protocol, asked, input, context);
      return trail.output;
    });
    return { statusCode: 200, written: protocol.writeOutput(asked, output, trail.requestId) };
  } catch (thrown) {
    if (thrown instanceof UnknownOperationError) trail.unknownOperation = thrown.asked;
    const error = thrown instanceof ApiError ? thrown : hideInternalError(thrown, pipeline, protocol, trail);
    return { statusCode: error.statusCode, written: protocol.writeError(error, call, trail.requestId), error };
  }
}

/** The default is JSON, the protocol of most clients (R10). */
function selectProtocol(request: ApiRequest, { jsonProtocol, queryProtocol }: Pipeline): Protocol {
  if (findHeader(request.rawHeaders, 'x-amz-target') !== undefined) return jsonProtocol;
  const contentType = findHeader(request.rawHeaders, 'content-type') ?? '';
  return /^application\/x-www-form-urlencoded\b/i.test(contentType) ? queryProtocol : jsonProtocol;
}

function requireValidInput(call: Call, protocol: Protocol, parsed: unknown): unknown {
  const verdict = validateInput(call.model, call.operationModel.input, parsed);
  if (verdict.kind === 'malformed') throw protocol.makeMalformedError();
  if (verdict.kind === 'invalid') throw protocol.makeInvalidInputError(verdict.message);
  return verdict.input;
}

/** Throws the error of a request above the rate (R45, N56). */
function requireRate(
  throttle: RequestThrottle,
  { service, operation }: Call,
  protocol: Protocol,
  caller: Caller,
  input: unknown,
): void {
  const place = ratedPlaceOf(caller);
  if (!throttle.admit({ service, operation, place, input })) throw protocol.makeThrottlingError(service);
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
