import { ServiceError } from '../model/service-error.ts';
import type { RequestContext } from '../operations/operation.ts';
import type { OperationRegistry } from '../operations/registry/registry.ts';
import { ApiError } from './protocols/api-error.ts';
import type { Call, Protocol } from './protocols/protocol.ts';

/** Runs the operation. Throws an {@link ApiError} for an error that the operation lists; what else is thrown passes as it is. */
export async function dispatch(
  registry: OperationRegistry,
  protocol: Protocol,
  call: Call,
  input: unknown,
  context: RequestContext,
): Promise<unknown> {
  const operation = registry.get(call.service, call.operation);
  try {
    return await operation.run(input, context);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === 'AccessDenied') throw protocol.makeAccessDeniedError(error.message);
    if (error.code === 'ValidationError') throw protocol.makeInvalidInputError(error.message);
    if (!call.operationModel.errors.includes(error.code)) throw error;
    throw new ApiError(error.statusCode, protocol.wireCode(call.model, error.code), error.message);
  }
}
