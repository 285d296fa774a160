import { defineOperation } from '../define-operation.ts';
import { failWithoutRole } from './no-such-entity.ts';

export const deleteRole = defineOperation('iam', 'DeleteRole', async ({ input, context, fail }) => {
  const deletion = await context.store.deleteRole(context.principal.account, input.RoleName);
  switch (deletion) {
    case 'deleted':
      return;
    case 'not-found':
      return failWithoutRole(input.RoleName, fail);
    case 'has-attached-policies':
      return fail('DeleteConflictException', 'Cannot delete entity, must detach all policies first.');
    case 'has-policies':
      return fail('DeleteConflictException', 'Cannot delete entity, must delete policies first.');
  }
});
