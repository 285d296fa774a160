import { defineOperation } from '../../define-operation.ts';
import { ITEMS_PER_PAGE_MAX, pageTokens } from '../page-tokens.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { groupAnswer } from './group-answer.ts';

/** A page of the groups of a pool, by name. A limit of 0 is the same as none (R625). */
export const listGroups = defineOperation('cognito-idp', 'ListGroups', async ({ input, context, fail }) => {
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const tokens = pageTokens(context, `ListGroups ${pool.id}`, fail);
  const after = tokens.open(input.NextToken);
  const { items, next } = await context.store.listGroups(pool.key, after, input.Limit || ITEMS_PER_PAGE_MAX);
  return { Groups: items.map((group) => groupAnswer(pool.id, group)), ...tokens.seal(next) };
});
