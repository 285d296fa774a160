import type { OutputOf } from '../../model/operation-types.ts';
import type { AttachedPolicy, AttachedPolicyQuery } from '../../store/iam-store.ts';
import type { Page } from '../../store/page.ts';
import { ITEMS_PER_PAGE_DEFAULT, pageEnd } from './list-page.ts';

/** What a list of managed policies is asked by. */
export function policyPageQuery(input: {
  readonly PathPrefix?: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}): AttachedPolicyQuery {
  const { PathPrefix = '/', Marker, MaxItems = ITEMS_PER_PAGE_DEFAULT } = input;
  return { pathPrefix: PathPrefix, ...(Marker === undefined ? {} : { after: Marker }), limit: MaxItems };
}

export function attachedPoliciesAnswer(
  page: Page<AttachedPolicy, string>,
): OutputOf<'iam', 'ListAttachedRolePolicies'> {
  return {
    AttachedPolicies: page.items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })),
    ...pageEnd(page),
  };
}
