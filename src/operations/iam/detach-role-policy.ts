import { defineOperation } from '../define-operation.ts';
import { failWithoutIdentity, failWithoutManagedPolicy } from './no-such-entity.ts';
import { requirePolicyArn } from './require-policy-arn.ts';

export const detachRolePolicy = defineOperation('iam', 'DetachRolePolicy', async ({ input, context, fail }) => {
  const { RoleName } = input;
  const policyArn = requirePolicyArn(input.PolicyArn, fail);
  const detachment = await context.store.detachPolicy(context.principal.account, 'role', RoleName, policyArn);
  if (detachment === 'identity-not-found') return failWithoutIdentity('role', RoleName, fail);
  if (detachment === 'not-attached') return failWithoutManagedPolicy(policyArn, fail);
});
