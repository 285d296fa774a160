import {
  CUSTOM_ATTRIBUTES_MAX,
  existingAttributeText,
  judgeCustomAttributes,
  tooManyAttributesText,
} from '../../../domain/pools/custom-attribute.ts';
import { defineOperation } from '../../define-operation.ts';
import { scopeOf } from '../../scope-of.ts';
import { failDuringImport, failWithoutPool, getUserPool } from './get-user-pool.ts';
import { requestedSchema } from './requested-schema.ts';

export const addCustomAttributes = defineOperation(
  'cognito-idp',
  'AddCustomAttributes',
  async ({ input, context, fail }) => {
    const { store, clock } = context;
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const requested = requestedSchema(input.CustomAttributes, 'customAttributes', fail);
    const verdict = judgeCustomAttributes(requested, pool.schema);
    if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);
    const addition = await store.addCustomAttributes(scopeOf(context), pool.id, {
      attributes: verdict.attributes,
      customAttributesMax: CUSTOM_ATTRIBUTES_MAX,
      nowMs: clock.nowMs(),
    });
    switch (addition) {
      case 'changed':
        return {};
      case 'not-found':
        return failWithoutPool(pool.id, fail);
      case 'import-in-progress':
        return failDuringImport(pool.id, fail);
      case 'duplicate':
        // Another request added one of them since the schema was read.
        return fail('InvalidParameterException', existingAttributeText(verdict.attributes[0]?.name ?? ''));
      case 'too-many':
        return fail('InvalidParameterException', tooManyAttributesText());
    }
  },
);
