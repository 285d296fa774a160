import { defineOperation } from '../define-operation.ts';
import { ITEMS_PER_PAGE_DEFAULT, pageEnd } from './list-page.ts';
import { listedUserAnswer } from './user-answer.ts';

export const listIamUsers = defineOperation('iam', 'ListUsers', async ({ input, context }) => {
  const { PathPrefix = '/', Marker, MaxItems = ITEMS_PER_PAGE_DEFAULT } = input;
  const page = await context.store.listIamUsers(context.principal.account, PathPrefix, Marker, MaxItems);
  return { Users: page.items.map(listedUserAnswer), ...pageEnd(page) };
});
