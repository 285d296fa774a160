import { defineOperation } from '../define-operation.ts';
import { failOfConflict } from './delete-conflict.ts';
import { failWithoutIdentity } from './no-such-entity.ts';

export const deleteIamUser = defineOperation('iam', 'DeleteUser', async ({ input, context, fail }) => {
  const deletion = await context.store.deleteIamUser(context.principal.account, input.UserName);
  if (deletion === 'not-found') return failWithoutIdentity('user', input.UserName, fail);
  if (deletion !== 'deleted') return failOfConflict(deletion, fail);
});
