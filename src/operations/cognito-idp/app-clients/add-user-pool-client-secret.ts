import { CLIENT_SECRETS_MAX } from '../../../domain/app-clients/client-secret.ts';
import { defineOperation } from '../../define-operation.ts';
import { epochSeconds } from '../../epoch-seconds.ts';
import { failWithoutClient, getAppClient } from './get-app-client.ts';
import { makeClientSecret } from './make-client-secret.ts';

/** A second secret, so that the first one can be replaced while both work. A given one is not answered (R613). */
export const addUserPoolClientSecret = defineOperation(
  'cognito-idp',
  'AddUserPoolClientSecret',
  async ({ input, context, fail }) => {
    const { pool, client } = await getAppClient(context, input, fail);
    const { plain, sealed } = makeClientSecret(context, client, context.clock.nowMs(), input.ClientSecret);
    const addition = await context.store.addClientSecret(pool.key, client.id, sealed, CLIENT_SECRETS_MAX);
    switch (addition) {
      case 'added':
        return {
          ClientSecretDescriptor: {
            ClientSecretId: sealed.id,
            ...(input.ClientSecret === undefined ? { ClientSecretValue: plain } : {}),
            ClientSecretCreateDate: epochSeconds(sealed.createdAt),
          },
        };
      case 'not-found':
        return failWithoutClient(client.id, fail);
      case 'no-secret':
        return fail('InvalidParameterException', `User pool client ${client.id} is a public client without a secret.`);
      case 'too-many':
        return fail(
          'LimitExceededException',
          `User pool client ${client.id} has reached its limit of ${CLIENT_SECRETS_MAX} client secrets.`,
        );
      // Another request has added one in the same millisecond.
      case 'exists':
        return fail('TooManyRequestsException', 'Too many requests');
    }
  },
);
