import { defineOperation } from '../../define-operation.ts';
import { changeUserAttributes } from '../users/change-user-attributes.ts';
import { givenAttributes } from '../users/given-attributes.ts';
import { deliveryDetails } from '../users/prepare-code.ts';
import { getTokenOwner } from './token-owner.ts';
import { writableChanges } from './writable-changes.ts';

/** Changes a user's own attributes, as far as the client may write them (R646). A new address or number gets a code (R921, R922). */
export const updateUserAttributes = defineOperation(
  'cognito-idp',
  'UpdateUserAttributes',
  async ({ input, context, fail }) => {
    const { pool, client, user } = await getTokenOwner(context, fail);
    const changes = writableChanges(pool, client, givenAttributes(input.UserAttributes), fail);
    const changing = await changeUserAttributes(context, pool, user.username, { changes, by: 'user' }, fail);
    switch (changing.kind) {
      case 'changed':
        return { CodeDeliveryDetailsList: changing.sentTo.map(deliveryDetails) };
      case 'taken':
        return fail('AliasExistsException', changing.text);
      case 'undeliverable':
        return fail('CodeDeliveryFailureException', changing.text);
      case 'limit-exceeded':
        // The model lists no LimitExceededException for this operation.
        return fail('TooManyRequestsException', changing.text);
    }
  },
);
