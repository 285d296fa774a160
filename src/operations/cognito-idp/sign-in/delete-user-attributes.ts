import { defineOperation } from '../../define-operation.ts';
import { removeUserAttributes } from '../users/change-user-attributes.ts';
import { getTokenOwner } from './token-owner.ts';
import { writableChanges } from './writable-changes.ts';

export const deleteUserAttributes = defineOperation(
  'cognito-idp',
  'DeleteUserAttributes',
  async ({ input, context, fail }) => {
    const { pool, client, user } = await getTokenOwner(context, fail);
    writableChanges(pool, client, new Map(input.UserAttributeNames.map((name) => [name, ''])), fail);
    await removeUserAttributes(context, pool, user.username, input.UserAttributeNames, fail);
    return {};
  },
);
