import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from '../users/get-user.ts';
import { failWithoutGroup } from './fail-without-group.ts';

export const adminRemoveUserFromGroup = defineOperation(
  'cognito-idp',
  'AdminRemoveUserFromGroup',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { usernameKey } = await getUser(context, pool, input.Username, fail);
    switch (await context.store.removeGroupMember(pool.key, input.GroupName, usernameKey)) {
      case 'changed':
        return;
      case 'group-not-found':
        return failWithoutGroup(fail);
      case 'user-not-found':
        return failWithoutUser(fail);
    }
  },
);
