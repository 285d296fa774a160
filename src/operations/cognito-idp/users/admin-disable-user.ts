import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from './get-user.ts';

export const adminDisableUser = defineOperation('cognito-idp', 'AdminDisableUser', async ({ input, context, fail }) => {
  const { store, clock } = context;
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const { usernameKey } = await getUser(context, pool, input.Username, fail);
  const change = await store.setUserEnabled(pool.key, usernameKey, false, clock.nowMs());
  return change === 'changed' ? {} : failWithoutUser(fail);
});
