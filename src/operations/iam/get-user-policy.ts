import { defineOperation } from '../define-operation.ts';
import { failWithoutIdentity, failWithoutInlinePolicy } from './no-such-entity.ts';
import { encodePolicyDocument } from './policy-document.ts';

export const getUserPolicy = defineOperation('iam', 'GetUserPolicy', async ({ input, context, fail }) => {
  const { UserName, PolicyName } = input;
  const policy = await context.store.findInlinePolicy(context.principal.account, 'user', UserName, PolicyName);
  if (policy === 'identity-not-found') return failWithoutIdentity('user', UserName, fail);
  if (policy === undefined) return failWithoutInlinePolicy('user', PolicyName, fail);
  return { UserName, PolicyName: policy.name, PolicyDocument: encodePolicyDocument(policy.document) };
});
