import { findSettingsFault } from '../../../domain/app-clients/find-settings-fault.ts';
import { defineOperation } from '../../define-operation.ts';
import { appClientAnswer } from './app-client-answer.ts';
import { failWithoutClient, getAppClient, shownSecret } from './get-app-client.ts';
import { requestedClientSettings } from './requested-client-settings.ts';

/** Replaces all settings: those left out go back to their defaults; name and secrets stay (R611). */
export const updateUserPoolClient = defineOperation(
  'cognito-idp',
  'UpdateUserPoolClient',
  async ({ input, context, fail }) => {
    const { store, clock } = context;
    const { pool, client } = await getAppClient(context, input, fail);
    const settings = requestedClientSettings(input);
    const hasSecret = client.secrets.length > 0;
    const fault = findSettingsFault(settings, { pool, hasSecret, action: 'updating' });
    if (fault) return fail(fault.code, fault.text);
    const changed = await store.replaceAppClientSettings(pool.key, client.id, {
      settings,
      ...(input.ClientName === undefined ? {} : { name: input.ClientName }),
      nowMs: clock.nowMs(),
    });
    if (changed === 'not-found') return failWithoutClient(client.id, fail);
    return { UserPoolClient: appClientAnswer(changed, shownSecret(context, changed)) };
  },
);
