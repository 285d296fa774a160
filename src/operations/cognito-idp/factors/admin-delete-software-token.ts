import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from '../users/get-user.ts';

/** Forgets the app of a user who lost it. Of a user who has none nothing changes (R878). */
export const adminDeleteSoftwareToken = defineOperation(
  'cognito-idp',
  'AdminDeleteSoftwareToken',
  async ({ input, context, fail }) => {
    const { store, clock } = context;
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    const deletion = await store.deleteSoftwareToken(pool.key, user.sub, clock.nowMs());
    return deletion === 'deleted' ? {} : failWithoutUser(fail);
  },
);
