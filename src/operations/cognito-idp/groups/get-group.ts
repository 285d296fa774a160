import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutGroup } from './fail-without-group.ts';
import { groupAnswer } from './group-answer.ts';

export const getGroup = defineOperation('cognito-idp', 'GetGroup', async ({ input, context, fail }) => {
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const group = await context.store.findGroup(pool.key, input.GroupName);
  return group ? { Group: groupAnswer(pool.id, group) } : failWithoutGroup(fail);
});
