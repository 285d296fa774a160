import { defineOperation } from '../define-operation.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import { failWithoutManagedPolicy } from './no-such-entity.ts';
import { ONLY_VERSION_ID } from './policy-answer.ts';
import { requirePolicyArn } from './require-policy-arn.ts';

export const listPolicyVersions = defineOperation('iam', 'ListPolicyVersions', async ({ input, context, fail }) => {
  const policyArn = requirePolicyArn(input.PolicyArn, fail);
  const policy = await context.store.findManagedPolicy(context.principal.account, policyArn);
  if (!policy) return failWithoutManagedPolicy(policyArn, fail);
  const version = { VersionId: ONLY_VERSION_ID, IsDefaultVersion: true, CreateDate: epochSeconds(policy.createdAt) };
  return { Versions: [version], IsTruncated: false };
});
