import { findSettingsFault } from '../../../domain/app-clients/find-settings-fault.ts';
import { defineOperation } from '../../define-operation.ts';
import { failWithoutPool, getUserPool } from '../pools/get-user-pool.ts';
import { appClientAnswer } from './app-client-answer.ts';
import { appClientIdOf } from './get-app-client.ts';
import { makeClientSecret } from './make-client-secret.ts';
import { requestedClientSettings } from './requested-client-settings.ts';

const ID_CHARACTERS = 26;
/** A quota of Cognito that it does not raise here (R610). */
const CLIENTS_PER_POOL_MAX = 1_000;

export const createUserPoolClient = defineOperation(
  'cognito-idp',
  'CreateUserPoolClient',
  async ({ input, context, fail }) => {
    const { store, clock, ids } = context;
    const { ClientName, GenerateSecret = false, ClientSecret } = input;
    const pool = await getUserPool(context, input.UserPoolId, fail);
    if (GenerateSecret && ClientSecret !== undefined) {
      return fail('InvalidParameterException', 'GenerateSecret and ClientSecret cannot be used together.');
    }
    const hasSecret = GenerateSecret || ClientSecret !== undefined;
    const settings = requestedClientSettings(input);
    const fault = findSettingsFault(settings, { pool, hasSecret, action: 'creating' });
    if (fault) return fail(fault.code, fault.text);
    const nowMs = clock.nowMs();
    const id = appClientIdOf(ids.lowerAlphanumeric(ID_CHARACTERS));
    const secret = hasSecret ? makeClientSecret(context, { id, secrets: [] }, nowMs, ClientSecret) : undefined;
    const creation = await store.createAppClient(
      {
        id,
        userPoolKey: pool.key,
        name: ClientName,
        createdAt: nowMs,
        modifiedAt: nowMs,
        settings,
        secrets: secret ? [secret.sealed] : [],
      },
      CLIENTS_PER_POOL_MAX,
    );
    switch (creation.kind) {
      case 'created':
        return { UserPoolClient: appClientAnswer(creation.client, secret?.plain) };
      case 'pool-not-found':
        return failWithoutPool(pool.id, fail);
      case 'too-many':
        return fail(
          'LimitExceededException',
          `User pool ${pool.id} has reached its limit of ${CLIENTS_PER_POOL_MAX} app clients.`,
        );
    }
  },
);
