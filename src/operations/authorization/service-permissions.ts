import type { AuthenticationOf, InputOf, OperationName, ServiceName } from '../../model/operation-types.ts';
import type { NeededPermissions } from './needed-permission.ts';

/** What each signed operation of a service needs. One of the model that is not in it does not compile. */
export type ServicePermissions<Service extends ServiceName> = {
  readonly [Operation in OperationName<Service> as AuthenticationOf<Service, Operation> extends 'signed'
    ? Operation
    : never]: NeededPermissions<InputOf<Service, Operation>>;
};
