import { defineOperation } from '../../define-operation.ts';
import { getTaggedPool } from './get-tagged-pool.ts';

export const listTagsForResource = defineOperation(
  'cognito-idp',
  'ListTagsForResource',
  async ({ input, context, fail }) => {
    const { settings } = await getTaggedPool(context, input.ResourceArn, fail);
    return { Tags: settings.tags };
  },
);
