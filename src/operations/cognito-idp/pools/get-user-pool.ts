import type { UserPool, UserPoolId } from '../../../domain/pools/user-pool.ts';
import { fillText } from '../../../domain/texts/fill-text.ts';
import type { Fail } from '../../define-operation.ts';
import type { OperationContext } from '../../operation.ts';
import { scopeOf } from '../../scope-of.ts';

/** The id of an input that the model found valid (R49). */
export function userPoolIdOf(text: string): UserPoolId {
  return text as UserPoolId;
}

/** The pool of the request; an unknown one is a `ResourceNotFoundException` (R94). */
export async function getUserPool(
  context: OperationContext,
  userPoolId: string,
  fail: Fail<'ResourceNotFoundException'>,
): Promise<UserPool> {
  const pool = await context.store.findUserPool(scopeOf(context), userPoolIdOf(userPoolId));
  return pool ?? failWithoutPool(userPoolId, fail);
}

export function failWithoutPool(userPoolId: string, fail: Fail<'ResourceNotFoundException'>): never {
  return fail('ResourceNotFoundException', fillText('user-pool-not-found', userPoolId));
}

export function failDuringImport(userPoolId: string, fail: Fail<'UserImportInProgressException'>): never {
  return fail('UserImportInProgressException', fillText('import-job-in-progress', userPoolId));
}
