import type { Clock } from '../base/clock.ts';
import { CROSS_ORIGIN_HEADERS, type OriginOptions } from '../base/cross-origin.ts';
import { findHeader } from '../base/raw-headers.ts';
import { serviceModels } from '../model/service-models.ts';
import { validateInput } from '../model/validate-input.ts';
import type { OperationServices } from '../operations/operation.ts';
import type { OperationRegistry } from '../operations/registry/registry.ts';
import { ApiError } from './api-error.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { type AuthenticateOptions, authenticate, type Caller } from './authenticate.ts';
import { authorize, requestValuesOf } from './authorize.ts';
import { answerCrossOrigin } from './cross-origin.ts';
import { dispatch } from './dispatch.ts';
import { createJsonProtocol } from './json-protocol.ts';
import type { Call, Protocol, WrittenAnswer } from './protocol.ts';
import { createQueryProtocol } from './query-protocol.ts';
import { RequestThrottle } from './request-throttle.ts';

export interface ApiOptions extends AuthenticateOptions, OriginOptions {
  readonly registry: OperationRegistry;
  readonly services: OperationServices;
  /** Of the documented request rates; 0 for none (R46). */
  readonly requestRatePercent: number;
}

/** Bytes in, answer out, for every AWS API served at `POST /`. Never rejects. */
export interface Api {
  handle(request: ApiRequest): Promise<ApiResponse>;
}

const jsonProtocol = createJsonProtocol(serviceModels);
const queryProtocol = createQueryProtocol(serviceModels);

export function createApi(options: ApiOptions): Api {
  const throttle = new RequestThrottle(options.services.clock, options.requestRatePercent);
  return { handle: (request) => answer(options, throttle, request) };
}

/** The steps of a request in the order of R14: protocol, authenticate, parse, validate, authorize, throttle, dispatch. */
async function answer(options: ApiOptions, throttle: RequestThrottle, request: ApiRequest): Promise<ApiResponse> {
  const { registry, services } = options;
  const requestId = services.ids.uuid();
  const crossOrigin = answerCrossOrigin(request, requestId, options);
  if (crossOrigin) return withLength(crossOrigin, services.clock);

  const protocol = selectProtocol(request);
  let call: Call | undefined;
  try {
    call = protocol.readCall(request);
    const caller = await authenticate(request, call, protocol, options);
    const parsed = call.parseInput();
    const input = requireValidInput(call, protocol, parsed);
    const requestValues = requestValuesOf(request, caller.region, services.clock.nowMs());
    const context = { ...services, ...caller, requestId, requestValues };
    await authorize(call, input, context, protocol);
    requireRate(throttle, call, protocol, caller, input);
    const output = await dispatch(registry, protocol, call, input, context);
    return respond(200, protocol.writeOutput(call, output, requestId), services.clock, { operation: call.operation });
  } catch (thrown) {
    const error = thrown instanceof ApiError ? thrown : hideInternalError(thrown, options, protocol, call, requestId);
    return respond(error.statusCode, protocol.writeError(error, call, requestId), services.clock, {
      ...(call && { operation: call.operation }),
      errorCode: error.code,
    });
  }
}

/** JSON also for what is neither, as it is what most clients here speak (R10). */
function selectProtocol(request: ApiRequest): Protocol {
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

/** R45, N56. */
function requireRate(
  throttle: RequestThrottle,
  { service, operation }: Call,
  protocol: Protocol,
  caller: Caller,
  input: unknown,
): void {
  if (!throttle.admit({ service, operation, caller, input })) throw protocol.makeThrottlingError();
}

/** R98: the log has the details, the client has the request id. */
function hideInternalError(
  thrown: unknown,
  options: ApiOptions,
  protocol: Protocol,
  call: Call | undefined,
  requestId: string,
): ApiError {
  options.services.logger.error({ err: thrown, requestId, operation: call?.operation }, 'an operation failed');
  const model = call?.model;
  const name = Object.keys(model?.errors ?? {}).find((error) => model?.errors[error]?.httpStatus === 500);
  const code = model && name ? protocol.wireCode(model, name) : 'InternalFailure';
  return new ApiError(500, code, 'Internal error.');
}

function respond(
  statusCode: number,
  { contentType, headers, body }: WrittenAnswer,
  clock: Clock,
  forLog: Pick<ApiResponse, 'operation' | 'errorCode'>,
): ApiResponse {
  const allHeaders = { 'Content-Type': contentType, ...CROSS_ORIGIN_HEADERS, ...headers };
  return withLength({ statusCode, headers: allHeaders, body, ...forLog }, clock);
}

function withLength(response: ApiResponse, clock: Clock): ApiResponse {
  return {
    ...response,
    headers: {
      Date: new Date(clock.nowMs()).toUTCString(),
      ...response.headers,
      'Content-Length': String(Buffer.byteLength(response.body)),
    },
  };
}
