import { defineOperation } from '../../define-operation.ts';
import { getTokenOwner } from '../sign-in/token-owner.ts';
import { authFactorsAnswer } from './auth-factors-answer.ts';

export const getUserAuthFactors = defineOperation('cognito-idp', 'GetUserAuthFactors', async ({ context, fail }) => {
  const { pool, user } = await getTokenOwner(context, fail);
  return authFactorsAnswer(context, pool, user);
});
