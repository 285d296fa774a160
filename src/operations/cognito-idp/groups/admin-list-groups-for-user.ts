import type { GroupCursor } from '../../../store/store.ts';
import { defineOperation } from '../../define-operation.ts';
import { ITEMS_PER_PAGE_MAX, pageTokens } from '../page-tokens.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { getUser } from '../users/get-user.ts';
import { groupAnswer } from './group-answer.ts';

/** A page of the groups of a user, by precedence and then by name. A limit of 0 is the same as none (R625). */
export const adminListGroupsForUser = defineOperation(
  'cognito-idp',
  'AdminListGroupsForUser',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user, usernameKey } = await getUser(context, pool, input.Username, fail);
    const tokens = pageTokens(context, `AdminListGroupsForUser ${pool.id} ${user.sub}`, fail);
    const opened = tokens.open(input.NextToken);
    const after: GroupCursor | undefined = opened === undefined ? undefined : JSON.parse(opened);
    const limit = input.Limit || ITEMS_PER_PAGE_MAX;
    const { items, next } = await context.store.listGroupsOfUser(pool.key, usernameKey, after, limit);
    return {
      Groups: items.map((group) => groupAnswer(pool.id, group)),
      ...tokens.seal(next && JSON.stringify(next)),
    };
  },
);
