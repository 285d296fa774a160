import { defineOperation } from '../../define-operation.ts';
import { epochSeconds } from '../../epoch-seconds.ts';
import { getAppClient } from './get-app-client.ts';

/** All secrets of a client without their values; there is never a second page (R613). */
export const listUserPoolClientSecrets = defineOperation(
  'cognito-idp',
  'ListUserPoolClientSecrets',
  async ({ input, context, fail }) => {
    const { client } = await getAppClient(context, input, fail);
    return {
      ClientSecrets: client.secrets.map(({ id, createdAt }) => ({
        ClientSecretId: id,
        ClientSecretCreateDate: epochSeconds(createdAt),
      })),
    };
  },
);
