import type { InputOf, OperationName, ServiceName } from '../../model/operation-types.ts';
import type { NeededPermissions } from './needed-permission.ts';

/** What each operation of a service needs. An operation of the model that is not in it does not compile. */
export type ServicePermissions<Service extends ServiceName> = {
  readonly [Operation in OperationName<Service>]: NeededPermissions<InputOf<Service, Operation>>;
};
