import { defineOperation } from '../define-operation.ts';
import { failWithoutManagedPolicy } from './no-such-entity.ts';
import { policyAnswer } from './policy-answer.ts';
import { requirePolicyArn } from './require-policy-arn.ts';

export const getPolicy = defineOperation('iam', 'GetPolicy', async ({ input, context, fail }) => {
  const policyArn = requirePolicyArn(input.PolicyArn, fail);
  const policy = await context.store.findManagedPolicy(context.principal.account, policyArn);
  return policy ? { Policy: policyAnswer(policy) } : failWithoutManagedPolicy(policyArn, fail);
});
