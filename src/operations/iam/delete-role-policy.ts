import { defineOperation } from '../define-operation.ts';
import { failWithoutRole, failWithoutRolePolicy } from './no-such-entity.ts';

export const deleteRolePolicy = defineOperation('iam', 'DeleteRolePolicy', async ({ input, context, fail }) => {
  const { RoleName, PolicyName } = input;
  const deletion = await context.store.deleteInlinePolicy(context.principal.account, 'role', RoleName, PolicyName);
  switch (deletion) {
    case 'deleted':
      return;
    case 'not-found':
      return failWithoutRolePolicy(PolicyName, fail);
    case 'identity-not-found':
      return failWithoutRole(RoleName, fail);
  }
});
