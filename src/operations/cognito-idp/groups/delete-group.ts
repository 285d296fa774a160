import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutGroup } from './fail-without-group.ts';

/** The members of the group stay users of the pool. */
export const deleteGroup = defineOperation('cognito-idp', 'DeleteGroup', async ({ input, context, fail }) => {
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const deletion = await context.store.deleteGroup(pool.key, input.GroupName);
  if (deletion === 'not-found') return failWithoutGroup(fail);
});
