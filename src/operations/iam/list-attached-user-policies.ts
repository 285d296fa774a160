import { defineOperation } from '../define-operation.ts';
import { attachedPoliciesAnswer, policyPageQuery } from './attached-policies-answer.ts';
import { failWithoutIdentity } from './no-such-entity.ts';

export const listAttachedUserPolicies = defineOperation(
  'iam',
  'ListAttachedUserPolicies',
  async ({ input, context, fail }) => {
    const { UserName } = input;
    const query = policyPageQuery(input);
    const page = await context.store.listAttachedPolicies(context.principal.account, 'user', UserName, query);
    return page === 'identity-not-found' ? failWithoutIdentity('user', UserName, fail) : attachedPoliciesAnswer(page);
  },
);
