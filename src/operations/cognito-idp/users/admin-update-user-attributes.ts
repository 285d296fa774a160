import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { changeUserAttributes } from './change-user-attributes.ts';
import { givenAttributes } from './given-attributes.ts';

export const adminUpdateUserAttributes = defineOperation(
  'cognito-idp',
  'AdminUpdateUserAttributes',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const changes = givenAttributes(input.UserAttributes);
    const taken = await changeUserAttributes(context, pool, input.Username, changes, fail);
    return taken === undefined ? {} : fail('AliasExistsException', taken);
  },
);
