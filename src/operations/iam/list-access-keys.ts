import { defineOperation } from '../define-operation.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import { ITEMS_PER_PAGE_DEFAULT, pageEnd } from './list-page.ts';
import { requireUserName } from './named-user.ts';
import { failWithoutIdentity } from './no-such-entity.ts';

export const listAccessKeys = defineOperation('iam', 'ListAccessKeys', async ({ input, context, fail }) => {
  const { Marker, MaxItems = ITEMS_PER_PAGE_DEFAULT } = input;
  const userName = requireUserName(input.UserName, context, fail);
  const list = await context.store.listAccessKeys(context.principal.account, userName);
  if (!list) return failWithoutIdentity('user', userName, fail);
  // A user has so few that a page is cut from all of them; behind a key that is gone none follows.
  const begin = Marker === undefined ? 0 : list.accessKeys.findIndex(({ id }) => id === Marker) + 1;
  const rest = Marker !== undefined && begin === 0 ? [] : list.accessKeys.slice(begin);
  const items = rest.slice(0, MaxItems);
  const last = items.at(-1);
  return {
    AccessKeyMetadata: items.map(({ id, status, createdAt }) => ({
      UserName: list.userName,
      AccessKeyId: id,
      Status: status,
      CreateDate: epochSeconds(createdAt),
    })),
    ...pageEnd({ items, ...(rest.length > items.length && last ? { next: last.id } : {}) }),
  };
});
