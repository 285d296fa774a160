import { defineOperation } from '../../define-operation.ts';
import { getTokenOwner } from '../sign-in/token-owner.ts';
import { replaceMfa } from './change-mfa.ts';
import { changesOfMfaOptions } from './mfa-options.ts';

export const setUserSettings = defineOperation('cognito-idp', 'SetUserSettings', async ({ input, context, fail }) => {
  const { pool, user } = await getTokenOwner(context, fail);
  await replaceMfa(context, pool, user, changesOfMfaOptions(input.MFAOptions, fail), fail);
  return {};
});
