import type { Role } from '../../domain/role.ts';
import type { OperationContext } from '../operation.ts';

/** Until policies are evaluated here, only the root user of the role's own account may. */
export async function mayAssumeRole(
  { principal }: OperationContext,
  role: Role,
  _externalId: string | undefined,
): Promise<boolean> {
  return principal.kind === 'root' && principal.account === role.account;
}
