import { defineOperation } from '../define-operation.ts';
import { failWithoutUser, getUser } from './get-user.ts';
import { getUserPool } from './get-user-pool.ts';

export const adminDeleteUser = defineOperation('cognito-idp', 'AdminDeleteUser', async ({ input, context, fail }) => {
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const { usernameKey } = await getUser(context, pool, input.Username, fail);
  const deletion = await context.store.deleteUser(pool.key, usernameKey);
  if (deletion === 'not-found') return failWithoutUser(fail);
});
