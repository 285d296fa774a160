import { defineOperation } from '../define-operation.ts';
import { failWithoutIdentity } from './no-such-entity.ts';
import { requirePolicyDocument } from './policy-document.ts';

export const putUserPolicy = defineOperation('iam', 'PutUserPolicy', async ({ input, context, fail }) => {
  const { UserName, PolicyName, PolicyDocument } = input;
  const document = requirePolicyDocument(PolicyDocument, 'permissions', fail);
  const put = await context.store.putInlinePolicy(context.principal.account, 'user', UserName, PolicyName, document);
  if (put === 'identity-not-found') return failWithoutIdentity('user', UserName, fail);
});
