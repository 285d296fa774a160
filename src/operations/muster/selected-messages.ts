import type { UserPoolId } from '../../domain/pools/user-pool.ts';
import type { Fail } from '../define-operation.ts';
import type { OperationContext } from '../operation.ts';
import { scopeOf } from '../scope-of.ts';

/** An empty list would look as if no message had been sent. */
export function requireInbox({ outbox }: OperationContext, fail: Fail<'InvalidParameterException'>): void {
  if (!outbox.keepsInbox)
    fail('InvalidParameterException', 'This server keeps no copies of messages: start it with --inbox on.');
}

/** The pool that a request selects, which must be there: a mistyped id would look like an empty inbox. */
export async function findSelectedPool(
  context: OperationContext,
  userPoolId: string | undefined,
  fail: Fail<'ResourceNotFoundException'>,
): Promise<UserPoolId | undefined> {
  if (userPoolId === undefined) return undefined;
  const pool = await context.store.findUserPool(scopeOf(context), userPoolId as UserPoolId);
  return pool ? pool.id : fail('ResourceNotFoundException', `User pool ${userPoolId} does not exist.`);
}
