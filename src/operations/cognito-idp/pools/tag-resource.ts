import { TAGS_PER_POOL_MAX } from '../../../domain/pools/pool-tags.ts';
import { defineOperation } from '../../define-operation.ts';
import { scopeOf } from '../../scope-of.ts';
import { getTaggedPool } from './get-tagged-pool.ts';
import { failWithoutPool } from './get-user-pool.ts';

/** Adds tags; one whose key the pool has already gets the new value (R630). */
export const tagResource = defineOperation('cognito-idp', 'TagResource', async ({ input, context, fail }) => {
  const pool = await getTaggedPool(context, input.ResourceArn, fail);
  const change = { added: input.Tags, removed: [], tagsMax: TAGS_PER_POOL_MAX };
  switch (await context.store.changeUserPoolTags(scopeOf(context), pool.id, change)) {
    case 'changed':
      return {};
    case 'not-found':
      return failWithoutPool(pool.id, fail);
    case 'too-many':
      return fail(
        'InvalidParameterException',
        `User pool ${pool.id} would have more than ${TAGS_PER_POOL_MAX} tags, which is its limit.`,
      );
  }
});
