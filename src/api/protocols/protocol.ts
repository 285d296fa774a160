import type { RawHeaders } from '../../base/http/raw-headers.ts';
import type { ServiceName } from '../../model/operation-types.ts';
import type { OperationModel, ServiceModel } from '../../model/service-model.ts';
import type { ApiError } from './api-error.ts';
import type { ApiRequest } from './api-request.ts';

/** The operation that a request asks for. */
export interface CallInHead {
  readonly service: ServiceName;
  readonly model: ServiceModel;
  readonly operation: string;
  readonly operationModel: OperationModel;
}

/** What a request asks for, read before the request is authenticated. */
export interface Call extends CallInHead {
  /** The input as JSON would say it. Throws an {@link ApiError} if the bytes cannot be read. */
  parseInput(): unknown;
}

/** Why a signature was not accepted. */
export type AuthenticationFault = 'missing' | 'incomplete' | 'unknown-key' | 'mismatch' | 'expired';

export interface WrittenAnswer {
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a service speaks: AWS JSON 1.1 or AWS Query. */
export interface Protocol {
  /** Names that a credential scope may have. */
  readonly signingNames: readonly string[];
  /** The operation, if the headers name it; undefined if only the body does. Throws an {@link ApiError} if they name none that is offered. */
  findCallInHead(rawHeaders: RawHeaders): CallInHead | undefined;
  /** Throws an {@link ApiError} if no operation is named. */
  readCall(request: ApiRequest): Call;
  /** `text` instead of the usual one of the fault. */
  makeAuthenticationError(fault: AuthenticationFault, text: string | undefined): ApiError;
  /** For an input that cannot be read (R11). */
  makeMalformedError(): ApiError;
  /** For an input that breaks constraints of the model (R16, N52). */
  makeInvalidInputError(text: string): ApiError;
  /** For a caller who may not do this (R34, N54). */
  makeAccessDeniedError(text: string): ApiError;
  /** For an error of HTTP itself. `code` is as AWS Query writes it. */
  makeHttpError(statusCode: number, code: string, text: string): ApiError;
  /** For a request above the rate (R45, R554, N56). */
  makeThrottlingError(model: ServiceModel): ApiError;
  /** The code on the wire of an error of the model (N38). */
  wireCode(model: ServiceModel, errorName: string): string;
  writeOutput(call: Call, output: unknown, requestId: string): WrittenAnswer;
  /** `call` is undefined if the request did not get so far. */
  writeError(error: ApiError, call: CallInHead | undefined, requestId: string): WrittenAnswer;
}
