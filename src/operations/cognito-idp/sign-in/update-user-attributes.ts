import { defineOperation } from '../../define-operation.ts';
import { changeUserAttributes } from '../users/change-user-attributes.ts';
import { givenAttributes } from '../users/given-attributes.ts';
import { getTokenOwner } from './token-owner.ts';
import { writableChanges } from './writable-changes.ts';

/** Changes of a user's own attributes, as far as the client may write them (R646). No code is sent yet to a new address or number. */
export const updateUserAttributes = defineOperation(
  'cognito-idp',
  'UpdateUserAttributes',
  async ({ input, context, fail }) => {
    const { pool, client, user } = await getTokenOwner(context, fail);
    const changes = writableChanges(pool, client, givenAttributes(input.UserAttributes), fail);
    const taken = await changeUserAttributes(context, pool, user.username, changes, fail);
    return taken === undefined ? { CodeDeliveryDetailsList: [] } : fail('AliasExistsException', taken);
  },
);
