import { defineOperation } from '../define-operation.ts';
import { failWithoutRole, failWithoutRolePolicy } from './no-such-entity.ts';
import { encodePolicyDocument } from './policy-document.ts';

export const getRolePolicy = defineOperation('iam', 'GetRolePolicy', async ({ input, context, fail }) => {
  const { RoleName, PolicyName } = input;
  const document = await context.store.findRolePolicy(context.principal.account, RoleName, PolicyName);
  if (document === 'role-not-found') return failWithoutRole(RoleName, fail);
  if (document === undefined) return failWithoutRolePolicy(PolicyName, fail);
  return { RoleName, PolicyName, PolicyDocument: encodePolicyDocument(document) };
});
