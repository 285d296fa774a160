import { defineOperation } from '../define-operation.ts';
import { failWithoutIdentity, failWithoutInlinePolicy } from './no-such-entity.ts';
import { encodePolicyDocument } from './policy-document.ts';

export const getRolePolicy = defineOperation('iam', 'GetRolePolicy', async ({ input, context, fail }) => {
  const { RoleName, PolicyName } = input;
  const policy = await context.store.findInlinePolicy(context.principal.account, 'role', RoleName, PolicyName);
  if (policy === 'identity-not-found') return failWithoutIdentity('role', RoleName, fail);
  if (policy === undefined) return failWithoutInlinePolicy('role', PolicyName, fail);
  return { RoleName, PolicyName: policy.name, PolicyDocument: encodePolicyDocument(policy.document) };
});
