import { defineOperation } from '../define-operation.ts';
import { ITEMS_PER_PAGE_DEFAULT, pageEnd } from './list-page.ts';
import { failWithoutIdentity } from './no-such-entity.ts';

export const listRolePolicies = defineOperation('iam', 'ListRolePolicies', async ({ input, context, fail }) => {
  const { RoleName, Marker, MaxItems = ITEMS_PER_PAGE_DEFAULT } = input;
  const page = await context.store.listInlinePolicies(context.principal.account, 'role', RoleName, Marker, MaxItems);
  if (page === 'identity-not-found') return failWithoutIdentity('role', RoleName, fail);
  return { PolicyNames: [...page.items], ...pageEnd(page) };
});
