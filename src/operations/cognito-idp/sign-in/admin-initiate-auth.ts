import { defineOperation } from '../../define-operation.ts';
import { getAppClient } from '../app-clients/get-app-client.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { countStep } from './count-step.ts';

export const adminInitiateAuth = defineOperation(
  'cognito-idp',
  'AdminInitiateAuth',
  async ({ input, context, fail }) => {
    const { pool, client } = await getAppClient(context, input, fail);
    const parameters = input.AuthParameters ?? {};
    const request = { context, caller: 'admin', pool, client, parameters, fail } as const;
    return countStep(context, input.AuthFlow, () => beginSignIn(request, input.AuthFlow, input.Session));
  },
);
