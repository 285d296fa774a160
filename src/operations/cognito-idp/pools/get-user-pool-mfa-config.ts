import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from './get-user-pool.ts';
import { mfaConfigAnswer } from './mfa-config-answer.ts';

export const getUserPoolMfaConfig = defineOperation(
  'cognito-idp',
  'GetUserPoolMfaConfig',
  async ({ input, context, fail }) => mfaConfigAnswer(await getUserPool(context, input.UserPoolId, fail)),
);
