import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutGroup } from './fail-without-group.ts';
import { groupAnswer } from './group-answer.ts';
import { requireGroupSettings } from './require-group-settings.ts';

/** Changes what is given; the rest of the group stays (R623). */
export const updateGroup = defineOperation('cognito-idp', 'UpdateGroup', async ({ input, context, fail }) => {
  const { store, clock } = context;
  const pool = await getUserPool(context, input.UserPoolId, fail);
  requireGroupSettings(context, input, fail);
  const changed = await store.changeGroup(pool.key, input.GroupName, {
    description: input.Description,
    roleArn: input.RoleArn,
    precedence: input.Precedence,
    nowMs: clock.nowMs(),
  });
  return changed === 'not-found' ? failWithoutGroup(fail) : { Group: groupAnswer(pool.id, changed) };
});
