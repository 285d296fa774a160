import type { AppClient } from '../../../domain/app-clients/app-client.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { SignInCaller } from '../../../domain/sign-in/auth-flows.ts';
import type { OutputOf } from '../../../model/operation-types.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';

/** Errors of whatever judges a password. */
export type PasswordError =
  | 'NotAuthorizedException'
  | 'PasswordResetRequiredException'
  | 'TooManyRequestsException'
  | 'UserNotFoundException';

/** Errors that every operation of signing in lists. */
export type SignInError =
  | PasswordError
  | 'InvalidParameterException'
  | 'InvalidUserPoolConfigurationException'
  | 'ResourceNotFoundException'
  | 'UserNotConfirmedException';

/** One call of a sign-in: who asks, for which client, with which parameters or answers. */
export interface SignInRequest {
  readonly context: RequestContext;
  readonly caller: SignInCaller;
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly parameters: Readonly<Record<string, string>>;
  readonly fail: Fail<SignInError>;
}

/** What judging a password needs of a request. */
export type PasswordRequest = Pick<SignInRequest, 'context' | 'pool' | 'client'> & {
  readonly fail: Fail<PasswordError>;
};

/** The answer to a challenge; a new password may be refused in further ways. */
export interface ChallengeAnswerRequest extends SignInRequest {
  readonly session: string | undefined;
  readonly fail: Fail<
    SignInError | 'AliasExistsException' | 'InvalidPasswordException' | 'CodeMismatchException' | 'ExpiredCodeException'
  >;
}

export type SignInAnswer = OutputOf<'cognito-idp', 'InitiateAuth'>;

/** The text of a wrong password, of a user who is hidden, and of a claim that is not accepted (S15, S22, S72). */
export const INCORRECT = 'Incorrect username or password.';

/** The text of a user whose password an administrator reset, where the client may know (S20). */
export const RESET_REQUIRED = 'Password reset required for the user';

type ParameterRequest = Pick<SignInRequest, 'parameters'> & { readonly fail: Fail<'InvalidParameterException'> };

/** A parameter that has to be there, not blank (S8). */
export function requireParameter({ parameters, fail }: ParameterRequest, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return value === undefined || value === ''
    ? fail('InvalidParameterException', `Missing required parameter ${name}`)
    : value;
}

export function findParameter({ parameters }: Pick<SignInRequest, 'parameters'>, name: string): string | undefined {
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}
