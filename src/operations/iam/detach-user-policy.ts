import { defineOperation } from '../define-operation.ts';
import { failWithoutIdentity, failWithoutManagedPolicy } from './no-such-entity.ts';
import { requirePolicyArn } from './require-policy-arn.ts';

export const detachUserPolicy = defineOperation('iam', 'DetachUserPolicy', async ({ input, context, fail }) => {
  const { UserName } = input;
  const policyArn = requirePolicyArn(input.PolicyArn, fail);
  const detachment = await context.store.detachPolicy(context.principal.account, 'user', UserName, policyArn);
  if (detachment === 'identity-not-found') return failWithoutIdentity('user', UserName, fail);
  if (detachment === 'not-attached') return failWithoutManagedPolicy(policyArn, fail);
});
