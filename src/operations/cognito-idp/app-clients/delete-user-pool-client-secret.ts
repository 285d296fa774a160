import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { appClientIdOf, failWithoutClient } from './get-app-client.ts';

/** The last secret stays (R614). */
export const deleteUserPoolClientSecret = defineOperation(
  'cognito-idp',
  'DeleteUserPoolClientSecret',
  async ({ input, context, fail }) => {
    const { ClientId, ClientSecretId } = input;
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const deletion = await context.store.deleteClientSecret(pool.key, appClientIdOf(ClientId), ClientSecretId);
    switch (deletion) {
      case 'deleted':
        return {};
      case 'not-found':
        return failWithoutClient(ClientId, fail);
      case 'secret-not-found':
        return fail('ResourceNotFoundException', `Client secret ${ClientSecretId} does not exist.`);
      case 'last-secret':
        return fail(
          'InvalidParameterException',
          `The last client secret of user pool client ${ClientId} cannot be deleted.`,
        );
    }
  },
);
