import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { appClientIdOf, failWithoutClient } from './get-app-client.ts';

export const deleteUserPoolClient = defineOperation(
  'cognito-idp',
  'DeleteUserPoolClient',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const deletion = await context.store.deleteAppClient(pool.key, appClientIdOf(input.ClientId));
    if (deletion === 'not-found') return failWithoutClient(input.ClientId, fail);
  },
);
