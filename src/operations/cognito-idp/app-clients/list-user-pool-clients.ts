import type { AppClientKey } from '../../../domain/app-clients/app-client.ts';
import { defineOperation } from '../../define-operation.ts';
import { ITEMS_PER_PAGE_MAX, pageTokens } from '../page-tokens.ts';
import { getUserPool } from '../pools/get-user-pool.ts';

/** A page of the clients of a pool, oldest first (R610). */
export const listUserPoolClients = defineOperation(
  'cognito-idp',
  'ListUserPoolClients',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const tokens = pageTokens(context, `ListUserPoolClients ${pool.id}`, fail);
    const opened = tokens.open(input.NextToken);
    const after = opened === undefined ? undefined : (Number(opened) as AppClientKey);
    const limit = input.MaxResults ?? ITEMS_PER_PAGE_MAX;
    const { items, next } = await context.store.listAppClients(pool.key, after, limit);
    return {
      UserPoolClients: items.map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
      ...tokens.seal(next?.toString()),
    };
  },
);
