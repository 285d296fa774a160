import { readableAttributes } from '../../../domain/app-clients/attribute-access.ts';
import { defineOperation } from '../../define-operation.ts';
import { selfAnswer } from '../users/user-answer.ts';
import { getTokenOwner } from './token-owner.ts';

/** What a user may see of themselves: the attributes that the client may read (S108). */
export const getSelf = defineOperation('cognito-idp', 'GetUser', async ({ context, fail }) => {
  const { pool, client, user } = await getTokenOwner(context, fail);
  return selfAnswer(user, readableAttributes(client.settings, pool.schema));
});
