import { defineOperation } from '../define-operation.ts';
import { ATTACHED_POLICIES_MAX } from './iam-quotas.ts';
import { failWithoutIdentity, failWithoutManagedPolicy } from './no-such-entity.ts';
import { requirePolicyArn } from './require-policy-arn.ts';

export const attachRolePolicy = defineOperation('iam', 'AttachRolePolicy', async ({ input, context, fail }) => {
  const { RoleName } = input;
  const policyArn = requirePolicyArn(input.PolicyArn, fail);
  const { account } = context.principal;
  const attachment = await context.store.attachPolicy(account, 'role', RoleName, policyArn, ATTACHED_POLICIES_MAX);
  switch (attachment) {
    case 'attached':
      return;
    case 'identity-not-found':
      return failWithoutIdentity('role', RoleName, fail);
    case 'policy-not-found':
      return failWithoutManagedPolicy(policyArn, fail);
    case 'too-many':
      return fail('LimitExceededException', `Cannot exceed quota for PoliciesPerRole: ${ATTACHED_POLICIES_MAX}`);
  }
});
