import { defineOperation } from '../define-operation.ts';
import { failWithoutIdentity, failWithoutInlinePolicy } from './no-such-entity.ts';

export const deleteUserPolicy = defineOperation('iam', 'DeleteUserPolicy', async ({ input, context, fail }) => {
  const { UserName, PolicyName } = input;
  const deletion = await context.store.deleteInlinePolicy(context.principal.account, 'user', UserName, PolicyName);
  if (deletion === 'identity-not-found') return failWithoutIdentity('user', UserName, fail);
  if (deletion === 'not-found') return failWithoutInlinePolicy('user', PolicyName, fail);
});
