import { defineOperation } from '../define-operation.ts';
import { failWithoutIdentity } from './no-such-entity.ts';
import { roleAnswer } from './role-answer.ts';

export const getRole = defineOperation('iam', 'GetRole', async ({ input, context, fail }) => {
  const role = await context.store.findRole(context.principal.account, input.RoleName);
  return role ? { Role: roleAnswer(role) } : failWithoutIdentity('role', input.RoleName, fail);
});
