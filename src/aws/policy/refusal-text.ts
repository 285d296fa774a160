import type { Decision, PolicySource } from './evaluate-policies.ts';

const SOURCES: Readonly<Record<PolicySource, { readonly one: string; readonly none: string }>> = {
  identity: { one: 'an identity-based policy', none: 'no identity-based policy' },
  boundary: { one: 'a permissions boundary', none: 'no permissions boundary' },
  session: { one: 'a session policy', none: 'no session policy' },
  resource: { one: 'a resource-based policy', none: 'no resource-based policy' },
};

/** The text of a refusal, with its reason (R34 to R36, N54, N62). `resource` is an ARN, or `role <name>` as IAM has it. */
export function refusalText(
  principalArn: string,
  action: string,
  resource: string,
  decision: Exclude<Decision, { kind: 'allowed' }>,
): string {
  const { one, none } = SOURCES[decision.source];
  const reason =
    decision.kind === 'explicit-deny'
      ? `with an explicit deny in ${one}`
      : `because ${none} allows the ${action} action`;
  return `User: ${principalArn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}
