import type { ManagedPolicyQuery } from '../../store/iam-store.ts';
import { defineOperation } from '../define-operation.ts';
import { policyPageQuery } from './attached-policies-answer.ts';
import { pageEnd } from './list-page.ts';
import { listedPolicyAnswer } from './policy-answer.ts';

export const listPolicies = defineOperation('iam', 'ListPolicies', async ({ input, context }) => {
  // No policy that AWS manages is kept here.
  if (input.Scope === 'AWS') return { Policies: [], IsTruncated: false };
  const usedAs = wantedUse(input.PolicyUsageFilter, input.OnlyAttached);
  const query: ManagedPolicyQuery = { ...policyPageQuery(input), ...(usedAs === undefined ? {} : { usedAs }) };
  const page = await context.store.listManagedPolicies(context.principal.account, query);
  return { Policies: page.items.map(listedPolicyAnswer), ...pageEnd(page) };
});

function wantedUse(filter: string | undefined, onlyAttached = false): ManagedPolicyQuery['usedAs'] {
  if (filter === 'PermissionsBoundary') return 'boundary';
  return filter === 'PermissionsPolicy' || onlyAttached ? 'attachment' : undefined;
}
