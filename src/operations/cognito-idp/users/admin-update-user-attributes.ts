import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { changeUserAttributes } from './change-user-attributes.ts';
import { givenAttributes } from './given-attributes.ts';

/** Changes attributes. Only an address that the pool has proved before it counts, and of which the request does not say that it is, gets a code (R922). */
export const adminUpdateUserAttributes = defineOperation(
  'cognito-idp',
  'AdminUpdateUserAttributes',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const changes = givenAttributes(input.UserAttributes);
    const change = { changes, by: 'administrator' } as const;
    const changing = await changeUserAttributes(context, pool, input.Username, change, fail);
    switch (changing.kind) {
      case 'changed':
        return {};
      case 'taken':
        return fail('AliasExistsException', changing.text);
      // The model lists no CodeDeliveryFailureException and no LimitExceededException for this operation.
      case 'undeliverable':
        return fail('InvalidParameterException', changing.text);
      case 'limit-exceeded':
        return fail('TooManyRequestsException', changing.text);
    }
  },
);
