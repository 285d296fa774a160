import { defineOperation } from '../define-operation.ts';
import { failWithoutIdentity } from './no-such-entity.ts';
import { requirePolicyDocument } from './policy-document.ts';

export const putRolePolicy = defineOperation('iam', 'PutRolePolicy', async ({ input, context, fail }) => {
  const { RoleName, PolicyName, PolicyDocument } = input;
  const document = requirePolicyDocument(PolicyDocument, 'permissions', fail);
  const put = await context.store.putInlinePolicy(context.principal.account, 'role', RoleName, PolicyName, document);
  if (put === 'identity-not-found') return failWithoutIdentity('role', RoleName, fail);
});
