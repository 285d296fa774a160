import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from '../users/get-user.ts';

/** Ends all sessions of a user (S106). */
export const adminUserGlobalSignOut = defineOperation(
  'cognito-idp',
  'AdminUserGlobalSignOut',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    const end = await context.store.endSessions(pool.key, user.sub, context.clock.nowMs());
    return end === 'ended' ? {} : failWithoutUser(fail);
  },
);
