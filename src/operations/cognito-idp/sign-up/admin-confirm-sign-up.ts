import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from '../users/get-user.ts';
import { wrongStatusText } from './confirm-sign-up.ts';

/** Confirms a user who signed up, without a code; no address is verified by that (R917). */
export const adminConfirmSignUp = defineOperation(
  'cognito-idp',
  'AdminConfirmSignUp',
  async ({ input, context, fail }) => {
    const { store, clock } = context;
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    const change = await store.confirmUser(pool.key, user.sub, clock.nowMs());
    if (change === 'changed') return {};
    if (change === 'not-found') return failWithoutUser(fail);
    return fail('NotAuthorizedException', wrongStatusText(change.status));
  },
);
