import type { CognitoIdpOperations } from './generated/cognito-idp.ts';
import type { IamOperations } from './generated/iam.ts';
import type { LogsOperations } from './generated/logs.ts';
import type { StsOperations } from './generated/sts.ts';
import type { Authentication } from './service-model.ts';

interface ServiceOperations {
  'cognito-idp': CognitoIdpOperations;
  logs: LogsOperations;
  iam: IamOperations;
  sts: StsOperations;
}

export type ServiceName = keyof ServiceOperations;

export type OperationName<Service extends ServiceName> = keyof ServiceOperations[Service] & string;

type Member<
  Service extends ServiceName,
  Operation extends OperationName<Service>,
  Name,
> = ServiceOperations[Service][Operation] extends infer Types
  ? Name extends keyof Types
    ? Types[Name]
    : never
  : never;

/** The valid input of an operation, in wire names. */
export type InputOf<Service extends ServiceName, Operation extends OperationName<Service>> = Member<
  Service,
  Operation,
  'input'
>;

/** The output of an operation, in wire names; `void` where the answer has no body. Timestamps are epoch seconds. */
export type OutputOf<Service extends ServiceName, Operation extends OperationName<Service>> = Member<
  Service,
  Operation,
  'output'
>;

/** The names of the errors that an operation lists. */
export type ErrorOf<Service extends ServiceName, Operation extends OperationName<Service>> = Member<
  Service,
  Operation,
  'errors'
> &
  string;

/** How the caller of an operation is known. */
export type AuthenticationOf<Service extends ServiceName, Operation extends OperationName<Service>> = Member<
  Service,
  Operation,
  'authentication'
> &
  Authentication;
