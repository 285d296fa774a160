import { defineOperation } from '../define-operation.ts';
import { requireUserName } from './named-user.ts';
import { failWithoutIdentity } from './no-such-entity.ts';
import { iamUserAnswer } from './user-answer.ts';

export const getIamUser = defineOperation('iam', 'GetUser', async ({ input, context, fail }) => {
  const userName = requireUserName(input.UserName, context, fail);
  const user = await context.store.findIamUser(context.principal.account, userName);
  return user ? { User: iamUserAnswer(user) } : failWithoutIdentity('user', userName, fail);
});
