import { defineOperation } from '../define-operation.ts';
import { ITEMS_PER_PAGE_DEFAULT, pageEnd } from './list-page.ts';
import { listedRoleAnswer } from './role-answer.ts';

export const listRoles = defineOperation('iam', 'ListRoles', async ({ input, context }) => {
  const { PathPrefix = '/', Marker, MaxItems = ITEMS_PER_PAGE_DEFAULT } = input;
  const page = await context.store.listRoles(context.principal.account, PathPrefix, Marker, MaxItems);
  return { Roles: page.items.map(listedRoleAnswer), ...pageEnd(page) };
});
