import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { getUser } from '../users/get-user.ts';
import { setMfaPreference } from './change-mfa.ts';

/** An administrator activates second factors of a user (R872). */
export const adminSetUserMfaPreference = defineOperation(
  'cognito-idp',
  'AdminSetUserMFAPreference',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    await setMfaPreference(context, pool, user, input, fail);
    return {};
  },
);
