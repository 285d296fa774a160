import { defineOperation } from '../define-operation.ts';
import { requireUserName } from './named-user.ts';
import { failWithoutAccessKey, failWithoutIdentity } from './no-such-entity.ts';

export const updateAccessKey = defineOperation('iam', 'UpdateAccessKey', async ({ input, context, fail }) => {
  const { AccessKeyId, Status } = input;
  const userName = requireUserName(input.UserName, context, fail);
  if (Status === 'Expired') return fail('InvalidInputException', 'An access key cannot be set to Expired.');
  const change = await context.store.setAccessKeyStatus(context.principal.account, userName, AccessKeyId, Status);
  if (change === 'user-not-found') return failWithoutIdentity('user', userName, fail);
  if (change === 'not-found') return failWithoutAccessKey(AccessKeyId, fail);
});
