import { defineOperation } from '../define-operation.ts';
import { requireUserName } from './named-user.ts';
import { failWithoutAccessKey, failWithoutIdentity } from './no-such-entity.ts';

export const deleteAccessKey = defineOperation('iam', 'DeleteAccessKey', async ({ input, context, fail }) => {
  const userName = requireUserName(input.UserName, context, fail);
  const deletion = await context.store.deleteAccessKey(context.principal.account, userName, input.AccessKeyId);
  if (deletion === 'user-not-found') return failWithoutIdentity('user', userName, fail);
  if (deletion === 'not-found') return failWithoutAccessKey(input.AccessKeyId, fail);
});
