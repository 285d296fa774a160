import { parseUserPoolArn } from '../../../aws/arn.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { Fail } from '../../define-operation.ts';
import type { OperationContext } from '../../operation.ts';
import { failWithoutPool, getUserPool } from './get-user-pool.ts';

/** The pool of an ARN: one of another account or region is unknown (R15), what is no ARN of a pool is refused (R631). */
export async function getTaggedPool(
  context: OperationContext,
  resourceArn: string,
  fail: Fail<'InvalidParameterException' | 'ResourceNotFoundException'>,
): Promise<UserPool> {
  const arn = parseUserPoolArn(resourceArn);
  if (arn === undefined) {
    return fail('InvalidParameterException', `${resourceArn} is not the ARN of a user pool.`);
  }
  const isHere = arn.account === context.principal.account && arn.region === context.region;
  return isHere ? getUserPool(context, arn.userPoolId, fail) : failWithoutPool(arn.userPoolId, fail);
}
