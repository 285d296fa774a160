import { defineOperation } from '../define-operation.ts';
import { failOfConflict } from './delete-conflict.ts';
import { failWithoutIdentity } from './no-such-entity.ts';

export const deleteRole = defineOperation('iam', 'DeleteRole', async ({ input, context, fail }) => {
  const deletion = await context.store.deleteRole(context.principal.account, input.RoleName);
  if (deletion === 'not-found') return failWithoutIdentity('role', input.RoleName, fail);
  if (deletion !== 'deleted') return failOfConflict(deletion, fail);
});
