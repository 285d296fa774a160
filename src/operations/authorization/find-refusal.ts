import { readAccessPolicies } from '../../aws/policy/access-policies.ts';
import { principalValues } from '../../aws/policy/context-values.ts';
import { evaluatePolicies } from '../../aws/policy/evaluate-policies.ts';
import { refusalText } from '../../aws/policy/refusal-text.ts';
import { createRequestContext } from '../../aws/policy/request-context.ts';
import { AssertionError } from '../../base/assert.ts';
import type { ServiceName } from '../../model/operation-types.ts';
import type { OperationContext } from '../operation.ts';
import { cognitoIdpPermissions } from './cognito-idp-permissions.ts';
import { findCallerPolicies } from './find-caller-policies.ts';
import { iamPermissions } from './iam-permissions.ts';
import { logsPermissions } from './logs-permissions.ts';
import { musterPermissions } from './muster-permissions.ts';
import type { NeededPermissions } from './needed-permission.ts';
import type { ServicePermissions } from './service-permissions.ts';
import { stsPermissions } from './sts-permissions.ts';

const PERMISSIONS: { readonly [Service in ServiceName]: ServicePermissions<Service> } = {
  'cognito-idp': cognitoIdpPermissions,
  logs: logsPermissions,
  iam: iamPermissions,
  sts: stsPermissions,
  muster: musterPermissions,
};

/** Why the caller may not do this (R34 to R36, N54), or undefined if it may. `input` is valid by the model. */
export async function findRefusal(
  service: ServiceName,
  operation: string,
  input: unknown,
  context: OperationContext,
): Promise<string | undefined> {
  const { principal, requestValues } = context;
  if (context.iam === 'off' || principal.kind === 'root') return undefined;
  const needed = await neededPermissions(service, operation)(input, context);
  if (needed.length === 0) return undefined;
  const caller = await findCallerPolicies(context);
  const policies = readAccessPolicies(caller, principal.kind === 'session' ? principal.sessionPolicies : []);
  for (const permission of needed) {
    const { action = `${service}:${operation}`, resources, resourceText = resources[0], values } = permission;
    const requestContext = createRequestContext({
      ...requestValues,
      // IAM is served from one region, whatever a call is signed for (R501).
      ...(service === 'iam' && { 'aws:RequestedRegion': 'us-east-1' }),
      'aws:ResourceAccount': principal.account,
      ...principalValues(principal, caller?.tags ?? []),
      ...values,
    });
    const decision = evaluatePolicies({ principal, action, resources, context: requestContext }, policies);
    if (decision.kind !== 'allowed') return refusalText(principal.arn, action, resourceText, decision);
  }
  return undefined;
}

function neededPermissions(service: ServiceName, operation: string): NeededPermissions<unknown> {
  const permissions: Readonly<Record<string, unknown>> = PERMISSIONS[service];
  const needed = Object.hasOwn(permissions, operation) ? permissions[operation] : undefined;
  if (!needed) throw new AssertionError(`nobody says what ${service} ${operation} needs`);
  // The table vouches for the input, as the model does for that of a handler.
  return needed as NeededPermissions<unknown>;
}
