import { defineOperation } from '../define-operation.ts';
import { failWithoutIdentity } from './no-such-entity.ts';
import { failWithUnknownPrincipal, requirePolicyDocument } from './policy-document.ts';
import { requirePolicySize } from './require-policy-size.ts';

export const updateAssumeRolePolicy = defineOperation(
  'iam',
  'UpdateAssumeRolePolicy',
  async ({ input, context, fail }) => {
    const document = requirePolicySize(requirePolicyDocument(input.PolicyDocument, 'trust', fail), 'trust', fail);
    const change = await context.store.replaceTrustPolicy(context.principal.account, input.RoleName, document);
    if (typeof change === 'object') return failWithUnknownPrincipal(change, fail);
    if (change === 'not-found') return failWithoutIdentity('role', input.RoleName, fail);
  },
);
