import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { getUser } from './get-user.ts';
import { userDetailsAnswer } from './user-answer.ts';

export const adminGetUser = defineOperation('cognito-idp', 'AdminGetUser', async ({ input, context, fail }) => {
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const { user } = await getUser(context, pool, input.Username, fail);
  return userDetailsAnswer(user);
});
