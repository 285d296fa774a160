import { ServiceError } from '../model/service-error.ts';
import type { OperationServices } from '../operations/operation.ts';
import type { OperationRegistry } from '../operations/registry.ts';
import { ApiError } from './api-error.ts';
import type { Caller } from './authenticate.ts';
import type { Call, Protocol } from './protocol.ts';

/** Runs the operation. Throws an {@link ApiError} for an error that the operation lists; what else is thrown passes as it is. */
export async function dispatch(
  registry: OperationRegistry,
  services: OperationServices,
  protocol: Protocol,
  request: { readonly call: Call; readonly caller: Caller; readonly input: unknown; readonly requestId: string },
): Promise<unknown> {
  const { call, caller, input, requestId } = request;
  const { principal, region, requestHost } = caller;
  const operation = registry.get(call.service, call.operation);
  try {
    return await operation.run(input, { ...services, principal, region, requestId, requestHost });
  } catch (error) {
    if (!(error instanceof ServiceError) || !call.operationModel.errors.includes(error.code)) throw error;
    throw new ApiError(error.statusCode, protocol.wireCode(call.model, error.code), error.message);
  }
}
