import type { IdentityPolicies } from '../../domain/iam/identity-policies.ts';
import type { OperationContext } from '../operation.ts';

/** Of the user or role that signs; undefined for the root user, and for one that is gone or has come anew under its name since. */
export async function findCallerPolicies({
  store,
  principal,
}: Pick<OperationContext, 'store' | 'principal'>): Promise<IdentityPolicies | undefined> {
  if (principal.kind === 'root') return undefined;
  const { account } = principal;
  const [id, found] =
    principal.kind === 'user'
      ? [principal.userId, await store.findIdentityPolicies(account, 'user', principal.userName)]
      : [principal.roleId, await store.findIdentityPolicies(account, 'role', principal.roleName)];
  return found?.id === id ? found : undefined;
}
