import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from './get-user-pool.ts';
import { userPoolAnswer } from './user-pool-answer.ts';

export const describeUserPool = defineOperation('cognito-idp', 'DescribeUserPool', async ({ input, context, fail }) => {
  return { UserPool: userPoolAnswer(await getUserPool(context, input.UserPoolId, fail)) };
});
