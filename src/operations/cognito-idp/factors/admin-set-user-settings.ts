import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { getUser } from '../users/get-user.ts';
import { replaceMfa } from './change-mfa.ts';
import { changesOfMfaOptions } from './mfa-options.ts';

export const adminSetUserSettings = defineOperation(
  'cognito-idp',
  'AdminSetUserSettings',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    await replaceMfa(context, pool, user, changesOfMfaOptions(input.MFAOptions, fail), fail);
    return {};
  },
);
