import { readAccessPolicies, readPolicy } from '../../aws/policy/access-policies.ts';
import { iamResourceTagValues, principalValues } from '../../aws/policy/context-values.ts';
import { evaluatePolicies } from '../../aws/policy/evaluate-policies.ts';
import { createRequestContext } from '../../aws/policy/request-context.ts';
import type { Role } from '../../domain/iam/role.ts';
import { findCallerPolicies } from '../authorization/find-caller-policies.ts';
import type { OperationContext } from '../operation.ts';

/** What an `AssumeRole` says beside the role. */
export interface Assumption {
  readonly sessionName: string;
  readonly externalId: string | undefined;
}

/**
 * Whether the trust policy allows the caller, and, where it only names an account or the role is of another one, the caller's policies do
 * as well (N68).
 */
export async function mayAssumeRole(
  context: Pick<OperationContext, 'store' | 'principal' | 'requestValues' | 'iam'>,
  role: Role,
  { sessionName, externalId }: Assumption,
): Promise<boolean> {
  const { principal, requestValues } = context;
  if (context.iam === 'off') return principal.account === role.account;
  const caller = await findCallerPolicies(context);
  const policies = readAccessPolicies(caller, principal.kind === 'session' ? principal.sessionPolicies : []);
  const trust = { policy: readPolicy(role.assumeRolePolicyDocument, 'trust'), account: role.account };
  const requestContext = createRequestContext({
    ...requestValues,
    'aws:ResourceAccount': role.account,
    ...principalValues(principal, caller?.tags ?? []),
    ...iamResourceTagValues(role.tags),
    'sts:ExternalId': externalId,
    'sts:RoleSessionName': sessionName,
  });
  const request = { principal, action: 'sts:AssumeRole', resources: [role.arn], context: requestContext };
  return evaluatePolicies(request, { ...policies, trust }).kind === 'allowed';
}
