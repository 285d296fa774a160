import { GROUPS_PER_USER_MAX } from '../../../domain/groups/group.ts';
import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from '../users/get-user.ts';
import { failWithoutGroup } from './fail-without-group.ts';

export const adminAddUserToGroup = defineOperation(
  'cognito-idp',
  'AdminAddUserToGroup',
  async ({ input, context, fail }) => {
    const { store } = context;
    const { GroupName } = input;
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { usernameKey } = await getUser(context, pool, input.Username, fail);
    switch (await store.addGroupMember(pool.key, GroupName, usernameKey, GROUPS_PER_USER_MAX)) {
      case 'changed':
        return;
      case 'group-not-found':
        return failWithoutGroup(fail);
      case 'user-not-found':
        return failWithoutUser(fail);
      // The operation lists no LimitExceededException.
      case 'too-many':
        return fail(
          'InvalidParameterException',
          `The user has reached the limit of ${GROUPS_PER_USER_MAX} groups of one user.`,
        );
    }
  },
);
