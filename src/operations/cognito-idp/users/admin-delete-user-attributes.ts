import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { removeUserAttributes } from './change-user-attributes.ts';

export const adminDeleteUserAttributes = defineOperation(
  'cognito-idp',
  'AdminDeleteUserAttributes',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    await removeUserAttributes(context, pool, input.Username, input.UserAttributeNames, fail);
    return {};
  },
);
