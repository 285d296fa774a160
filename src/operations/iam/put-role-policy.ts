import { defineOperation } from '../define-operation.ts';
import { INLINE_POLICIES_CHARACTERS_MAX } from './iam-quotas.ts';
import { failWithoutIdentity } from './no-such-entity.ts';
import { requirePolicyDocument } from './policy-document.ts';

export const putRolePolicy = defineOperation('iam', 'PutRolePolicy', async ({ input, context, fail }) => {
  const { RoleName, PolicyName, PolicyDocument } = input;
  const document = requirePolicyDocument(PolicyDocument, 'permissions', fail);
  const charactersMax = INLINE_POLICIES_CHARACTERS_MAX.role;
  const put = await context.store.putInlinePolicy(
    context.principal.account,
    'role',
    RoleName,
    { name: PolicyName, document },
    charactersMax,
  );
  if (put === 'identity-not-found') return failWithoutIdentity('role', RoleName, fail);
  if (put === 'too-large') {
    return fail(
      'LimitExceededException',
      `Maximum policy size of ${charactersMax} bytes exceeded for role ${RoleName}`,
    );
  }
});
