import { defineOperation } from '../define-operation.ts';
import { ATTACHED_POLICIES_MAX } from './iam-quotas.ts';
import { failWithoutIdentity, failWithoutManagedPolicy } from './no-such-entity.ts';
import { requirePolicyArn } from './require-policy-arn.ts';

export const attachUserPolicy = defineOperation('iam', 'AttachUserPolicy', async ({ input, context, fail }) => {
  const { UserName } = input;
  const policyArn = requirePolicyArn(input.PolicyArn, fail);
  const { account } = context.principal;
  const attachment = await context.store.attachPolicy(account, 'user', UserName, policyArn, ATTACHED_POLICIES_MAX);
  switch (attachment) {
    case 'attached':
      return;
    case 'identity-not-found':
      return failWithoutIdentity('user', UserName, fail);
    case 'policy-not-found':
      return failWithoutManagedPolicy(policyArn, fail);
    case 'too-many':
      return fail('LimitExceededException', `Cannot exceed quota for PoliciesPerUser: ${ATTACHED_POLICIES_MAX}`);
  }
});
