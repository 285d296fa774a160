import { defineOperation } from '../define-operation.ts';
import { INLINE_POLICIES_CHARACTERS_MAX } from './iam-quotas.ts';
import { failWithoutIdentity } from './no-such-entity.ts';
import { requirePolicyDocument } from './policy-document.ts';

export const putUserPolicy = defineOperation('iam', 'PutUserPolicy', async ({ input, context, fail }) => {
  const { UserName, PolicyName, PolicyDocument } = input;
  const document = requirePolicyDocument(PolicyDocument, 'permissions', fail);
  const charactersMax = INLINE_POLICIES_CHARACTERS_MAX.user;
  const put = await context.store.putInlinePolicy(
    context.principal.account,
    'user',
    UserName,
    { name: PolicyName, document },
    charactersMax,
  );
  if (put === 'identity-not-found') return failWithoutIdentity('user', UserName, fail);
  if (put === 'too-large') {
    return fail(
      'LimitExceededException',
      `Maximum policy size of ${charactersMax} bytes exceeded for user ${UserName}`,
    );
  }
});
