import { defineOperation } from '../define-operation.ts';
import { failWithoutIdentity, failWithoutInlinePolicy } from './no-such-entity.ts';

export const deleteRolePolicy = defineOperation('iam', 'DeleteRolePolicy', async ({ input, context, fail }) => {
  const { RoleName, PolicyName } = input;
  const deletion = await context.store.deleteInlinePolicy(context.principal.account, 'role', RoleName, PolicyName);
  if (deletion === 'identity-not-found') return failWithoutIdentity('role', RoleName, fail);
  if (deletion === 'not-found') return failWithoutInlinePolicy('role', PolicyName, fail);
});
