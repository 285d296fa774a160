import { defineOperation } from '../../define-operation.ts';
import { scopeOf } from '../../scope-of.ts';
import { getTaggedPool } from './get-tagged-pool.ts';
import { failWithoutPool } from './get-user-pool.ts';

/** Removes the tags of the pool that have these keys; others are ignored (R630). */
export const untagResource = defineOperation('cognito-idp', 'UntagResource', async ({ input, context, fail }) => {
  const pool = await getTaggedPool(context, input.ResourceArn, fail);
  const change = { added: {}, removed: input.TagKeys, tagsMax: Number.POSITIVE_INFINITY };
  const answer = await context.store.changeUserPoolTags(scopeOf(context), pool.id, change);
  return answer === 'changed' ? {} : failWithoutPool(pool.id, fail);
});
