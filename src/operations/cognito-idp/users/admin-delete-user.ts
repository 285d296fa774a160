import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from './get-user.ts';

export const adminDeleteUser = defineOperation('cognito-idp', 'AdminDeleteUser', async ({ input, context, fail }) => {
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const { usernameKey } = await getUser(context, pool, input.Username, fail);
  const deletion = await context.store.deleteUser(pool.key, usernameKey);
  if (deletion === 'not-found') return failWithoutUser(fail);
});
