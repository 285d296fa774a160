import { defineOperation } from '../../define-operation.ts';
import { getTokenOwner } from '../sign-in/token-owner.ts';
import { setMfaPreference } from './change-mfa.ts';

/** A user activates second factors and says which is asked for (R872). */
export const setUserMfaPreference = defineOperation(
  'cognito-idp',
  'SetUserMFAPreference',
  async ({ input, context, fail }) => {
    const { pool, user } = await getTokenOwner(context, fail);
    await setMfaPreference(context, pool, user, input, fail);
    return {};
  },
);
