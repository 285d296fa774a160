import { GROUPS_PER_POOL_MAX, type Group } from '../../../domain/groups/group.ts';
import { defineOperation } from '../../define-operation.ts';
import { failWithoutPool, getUserPool } from '../pools/get-user-pool.ts';
import { groupAnswer } from './group-answer.ts';
import { requireGroupSettings } from './require-group-settings.ts';

export const createGroup = defineOperation('cognito-idp', 'CreateGroup', async ({ input, context, fail }) => {
  const pool = await getUserPool(context, input.UserPoolId, fail);
  requireGroupSettings(context, input, fail);
  const nowMs = context.clock.nowMs();
  const group: Group = {
    userPoolKey: pool.key,
    name: input.GroupName,
    description: input.Description,
    roleArn: input.RoleArn,
    precedence: input.Precedence,
    createdAt: nowMs,
    modifiedAt: nowMs,
  };
  switch (await context.store.createGroup(group, GROUPS_PER_POOL_MAX)) {
    case 'created':
      return { Group: groupAnswer(pool.id, group) };
    case 'exists':
      return fail('GroupExistsException', 'A group with the name already exists.');
    case 'pool-not-found':
      return failWithoutPool(pool.id, fail);
    case 'too-many':
      return fail(
        'LimitExceededException',
        `User pool ${pool.id} has reached its limit of ${GROUPS_PER_POOL_MAX} groups.`,
      );
  }
});
