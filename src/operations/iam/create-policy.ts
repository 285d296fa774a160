import { formatPolicyArn } from '../../aws/arn.ts';
import type { ManagedPolicy } from '../../domain/iam/managed-policy.ts';
import { defineOperation } from '../define-operation.ts';
import { requireTags } from './given-tags.ts';
import { ID_CHARACTERS } from './id-characters.ts';
import { policyAnswer } from './policy-answer.ts';
import { requirePolicyDocument } from './policy-document.ts';
import { requirePolicySize } from './require-policy-size.ts';

export const createPolicy = defineOperation('iam', 'CreatePolicy', async ({ input, context, fail }) => {
  const { store, clock, ids, principal } = context;
  const { account } = principal;
  const path = input.Path ?? '/';
  const policy: ManagedPolicy = {
    account,
    path,
    name: input.PolicyName,
    id: `ANPA${ids.upperBase32(ID_CHARACTERS)}`,
    arn: formatPolicyArn({ account, path, name: input.PolicyName }),
    document: requirePolicySize(requirePolicyDocument(input.PolicyDocument, 'permissions', fail), 'permissions', fail),
    ...(input.Description === undefined ? {} : { description: input.Description }),
    tags: requireTags(input.Tags, fail),
    createdAt: clock.nowMs(),
  };
  const creation = await store.createManagedPolicy(policy);
  if (creation === 'exists') {
    return fail(
      'EntityAlreadyExistsException',
      `A policy called ${policy.name} already exists. Duplicate names are not allowed.`,
    );
  }
  return { Policy: policyAnswer({ ...policy, attachments: 0, boundaries: 0 }) };
});
