import { openPageToken, sealPageToken } from '../../../base/server-key.ts';
import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import { fillText } from '../../../domain/texts/fill-text.ts';
import { defineOperation } from '../../define-operation.ts';
import { scopeOf } from '../../scope-of.ts';
import { userPoolDescription } from './user-pool-answer.ts';

export const listUserPools = defineOperation('cognito-idp', 'ListUserPools', async ({ input, context, fail }) => {
  const { store, pageTokenKey } = context;
  const scope = scopeOf(context);
  const tokenContext = `ListUserPools ${scope.account} ${scope.region}`;
  const token = input.NextToken;
  const opened = token === undefined ? undefined : openPageToken(pageTokenKey, tokenContext, token);
  if (token !== undefined && opened === undefined)
    return fail('InvalidParameterException', fillText('pagination-token-invalid'));
  const after = opened === undefined ? undefined : (Number(opened) as UserPoolKey);
  const { items, next } = await store.listUserPools(scope, after, input.MaxResults);
  return {
    UserPools: items.map(userPoolDescription),
    ...(next === undefined ? {} : { NextToken: sealPageToken(pageTokenKey, tokenContext, String(next)) }),
  };
});
