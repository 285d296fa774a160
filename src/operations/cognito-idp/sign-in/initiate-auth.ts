import { defineOperation } from '../../define-operation.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { countStep } from './count-step.ts';
import { findPublicClient } from './find-public-client.ts';

export const initiateAuth = defineOperation('cognito-idp', 'InitiateAuth', async ({ input, context, fail }) => {
  const { pool, client } = await findPublicClient(context, input.ClientId, fail);
  const parameters = input.AuthParameters ?? {};
  const request = { context, caller: 'public', pool, client, parameters, fail } as const;
  return countStep(context, input.AuthFlow, () => beginSignIn(request, input.AuthFlow, input.Session));
});
