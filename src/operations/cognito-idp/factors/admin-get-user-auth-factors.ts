import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { getUser } from '../users/get-user.ts';
import { authFactorsAnswer } from './auth-factors-answer.ts';

export const adminGetUserAuthFactors = defineOperation(
  'cognito-idp',
  'AdminGetUserAuthFactors',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    return authFactorsAnswer(context, pool, user);
  },
);
