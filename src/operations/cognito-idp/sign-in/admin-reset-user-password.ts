import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from '../users/get-user.ts';

/** Erases the password, an imported hash too: the user is RESET_REQUIRED (S4). */
export const adminResetUserPassword = defineOperation(
  'cognito-idp',
  'AdminResetUserPassword',
  async ({ input, context, fail }) => {
    const { store, clock } = context;
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    if (user.status === 'FORCE_CHANGE_PASSWORD') {
      return fail('NotAuthorizedException', 'User password cannot be reset in the current state.');
    }
    const replacement = { sealedPassword: null, status: 'RESET_REQUIRED', nowMs: clock.nowMs() } as const;
    const change = await store.replacePassword(pool.key, user.sub, replacement);
    return change === 'changed' ? {} : failWithoutUser(fail);
  },
);
