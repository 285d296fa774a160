import type {
  AuthenticationOf,
  ErrorOf,
  InputOf,
  OperationName,
  OutputOf,
  ServiceName,
} from '../model/operation-types.ts';
import { ServiceError } from '../model/service-error.ts';
import { serviceModels } from '../model/service-models.ts';
import type { ContextOf, RequestContext } from './operation.ts';

/** Ends an operation with one of the errors it lists; never returns. A helper that needs fewer codes takes `Fail<'A' | 'B'>`. */
export type Fail<Code extends string> = (code: Code, message: string, options?: ErrorOptions) => never;

/** Errors that no operation lists because every one may end with them: the protocol of the service spells them. */
export type CommonError = 'AccessDenied' | 'ValidationError';

export interface OperationRequest<Service extends ServiceName, Operation extends OperationName<Service>> {
  /** Valid by the model. */
  readonly input: InputOf<Service, Operation>;
  readonly context: ContextOf[AuthenticationOf<Service, Operation>];
  readonly fail: Fail<ErrorOf<Service, Operation> | CommonError>;
}

/** An operation as the registry and the API see it: the model vouches for the shapes, and for how the caller is known. */
export interface DefinedOperation {
  readonly service: ServiceName;
  readonly operation: string;
  run(input: unknown, context: RequestContext): Promise<unknown>;
}

/** An operation as its own test sees it. */
export interface TypedOperation<Service extends ServiceName, Operation extends OperationName<Service>>
  extends DefinedOperation {
  readonly service: Service;
  readonly operation: Operation;
  run(
    input: InputOf<Service, Operation>,
    context: ContextOf[AuthenticationOf<Service, Operation>],
  ): Promise<OutputOf<Service, Operation>>;
}

/**
 * Joins an operation of the model with its handler. `input` was validated, `fail` takes only the errors the operation lists:
 * `defineOperation('sts', 'GetCallerIdentity', async ({ context }) => ({ Arn: context.principal.arn }))`.
 */
export function defineOperation<Service extends ServiceName, Operation extends OperationName<Service>>(
  service: Service,
  operation: Operation,
  handle: (request: OperationRequest<Service, Operation>) => Promise<OutputOf<Service, Operation>>,
): TypedOperation<Service, Operation> {
  const fail: Fail<ErrorOf<Service, Operation> | CommonError> = (code, message, options) => {
    throw new ServiceError(code, message, serviceModels[service].errors[code]?.httpStatus ?? 400, options);
  };
  return { service, operation, run: async (input, context) => handle({ input, context, fail }) };
}
