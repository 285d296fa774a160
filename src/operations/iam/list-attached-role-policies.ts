import { defineOperation } from '../define-operation.ts';
import { attachedPoliciesAnswer, policyPageQuery } from './attached-policies-answer.ts';
import { failWithoutIdentity } from './no-such-entity.ts';

export const listAttachedRolePolicies = defineOperation(
  'iam',
  'ListAttachedRolePolicies',
  async ({ input, context, fail }) => {
    const { RoleName } = input;
    const query = policyPageQuery(input);
    const page = await context.store.listAttachedPolicies(context.principal.account, 'role', RoleName, query);
    return page === 'identity-not-found' ? failWithoutIdentity('role', RoleName, fail) : attachedPoliciesAnswer(page);
  },
);
