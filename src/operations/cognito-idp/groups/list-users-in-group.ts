import { defineOperation } from '../../define-operation.ts';
import { ITEMS_PER_PAGE_MAX, pageTokens } from '../page-tokens.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { userAnswer } from '../users/user-answer.ts';
import { failWithoutGroup } from './fail-without-group.ts';

/** A page of the members of a group, oldest users first. A limit of 0 is the same as none (R625). */
export const listUsersInGroup = defineOperation('cognito-idp', 'ListUsersInGroup', async ({ input, context, fail }) => {
  const { GroupName } = input;
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const tokens = pageTokens(context, `ListUsersInGroup ${pool.id} ${GroupName}`, fail);
  const opened = tokens.open(input.NextToken);
  const after = opened === undefined ? undefined : Number(opened);
  const page = await context.store.listGroupMembers(pool.key, GroupName, after, input.Limit || ITEMS_PER_PAGE_MAX);
  if (page === 'not-found') return failWithoutGroup(fail);
  return { Users: page.items.map((user) => userAnswer(user)), ...tokens.seal(page.next?.toString()) };
});
