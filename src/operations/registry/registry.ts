import { AssertionError } from '../../base/assert.ts';
import type { ServiceName } from '../../model/operation-types.ts';
import type { ServiceModel } from '../../model/service-model.ts';
import { serviceModels } from '../../model/service-models.ts';
import type { DefinedOperation } from '../define-operation.ts';

/** All operations of all services, each with its handler. */
export interface OperationRegistry {
  readonly models: Readonly<Record<ServiceName, ServiceModel>>;
  /** The handler of an operation of the model; throws for one that is not in it. */
  get(service: ServiceName, operation: string): DefinedOperation;
}

/**
 * Refuses an operation of the models without a handler, a handler without an operation, two handlers of one operation, and an operation
 * for the owners of access tokens whose input does not demand a token.
 */
export function createRegistry(
  operations: readonly DefinedOperation[],
  models: Readonly<Record<ServiceName, ServiceModel>> = serviceModels,
): OperationRegistry {
  const missing = new Set(
    Object.values(models).flatMap((model) =>
      Object.keys(model.operations).map((operation) => `${model.service} ${operation}`),
    ),
  );
  const faults: string[] = [];
  const handlers = new Map<string, DefinedOperation>();
  for (const defined of operations) {
    const name = `${defined.service} ${defined.operation}`;
    if (handlers.has(name)) faults.push(`${name} has two handlers`);
    else if (!missing.delete(name)) faults.push(`${name} has a handler but is not in the model`);
    handlers.set(name, defined);
  }
  faults.push(...Object.values(models).flatMap(findTokenFaults));
  faults.push(...[...missing].map((name) => `${name} is in the model but has no handler`));
  if (faults.length > 0) throw new AssertionError(`the operations do not fit the models: ${faults.join('; ')}`);

  return {
    models,
    get(service, operation) {
      const defined = handlers.get(`${service} ${operation}`);
      if (!defined) throw new AssertionError(`${service} ${operation} is not an operation`);
      return defined;
    },
  };
}

function findTokenFaults({ service, operations, shapes }: ServiceModel): string[] {
  return Object.entries(operations)
    .filter(([, { authentication, input }]) => {
      const shape = shapes[input];
      const demandsToken = shape?.type === 'structure' && shape.required?.includes('AccessToken') === true;
      return authentication === 'access-token' && !demandsToken;
    })
    .map(([operation]) => `${service} ${operation} is for the owners of access tokens and does not demand one`);
}
