import { defineOperation } from '../define-operation.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import { failWithoutManagedPolicy } from './no-such-entity.ts';
import { ONLY_VERSION_ID } from './policy-answer.ts';
import { encodePolicyDocument } from './policy-document.ts';
import { requirePolicyArn } from './require-policy-arn.ts';

export const getPolicyVersion = defineOperation('iam', 'GetPolicyVersion', async ({ input, context, fail }) => {
  const policyArn = requirePolicyArn(input.PolicyArn, fail);
  const policy = await context.store.findManagedPolicy(context.principal.account, policyArn);
  if (!policy) return failWithoutManagedPolicy(policyArn, fail);
  if (input.VersionId !== ONLY_VERSION_ID) {
    return fail(
      'NoSuchEntityException',
      `Policy ${policyArn} version ${input.VersionId} does not exist or is not attachable.`,
    );
  }
  return {
    PolicyVersion: {
      Document: encodePolicyDocument(policy.document),
      VersionId: ONLY_VERSION_ID,
      IsDefaultVersion: true,
      CreateDate: epochSeconds(policy.createdAt),
    },
  };
});
