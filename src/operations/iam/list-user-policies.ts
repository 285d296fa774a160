import { defineOperation } from '../define-operation.ts';
import { ITEMS_PER_PAGE_DEFAULT, pageEnd } from './list-page.ts';
import { failWithoutIdentity } from './no-such-entity.ts';

export const listUserPolicies = defineOperation('iam', 'ListUserPolicies', async ({ input, context, fail }) => {
  const { UserName, Marker, MaxItems = ITEMS_PER_PAGE_DEFAULT } = input;
  const page = await context.store.listInlinePolicies(context.principal.account, 'user', UserName, Marker, MaxItems);
  if (page === 'identity-not-found') return failWithoutIdentity('user', UserName, fail);
  return { PolicyNames: [...page.items], ...pageEnd(page) };
});
