import { defineOperation } from '../define-operation.ts';
import { failWithoutManagedPolicy } from './no-such-entity.ts';
import { requirePolicyArn } from './require-policy-arn.ts';

export const deletePolicy = defineOperation('iam', 'DeletePolicy', async ({ input, context, fail }) => {
  const policyArn = requirePolicyArn(input.PolicyArn, fail);
  const deletion = await context.store.deleteManagedPolicy(context.principal.account, policyArn);
  if (deletion === 'not-found') return failWithoutManagedPolicy(policyArn, fail);
  if (deletion === 'in-use') return fail('DeleteConflictException', 'Cannot delete a policy attached to entities.');
});
