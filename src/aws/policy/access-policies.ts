import type { AccessPolicies } from './evaluate-policies.ts';
import { type Policy, type PolicyKind, parsePolicy } from './policy-document.ts';
import { wildcardPattern } from './wildcard-pattern.ts';

/** The policies of a user or role: JSON documents. */
export interface KeptPolicies {
  readonly policies: readonly string[];
  readonly boundary?: string;
}

/** Of a statement without resources and principals: whatever is asked for, whoever asks. */
const DENIES_ALL: Policy = {
  statements: [{ effect: 'Deny', actions: { isNegated: false, patterns: [wildcardPattern('*')] }, conditions: [] }],
};

/** A document that was checked when it was stored. One that cannot be read now denies everything, since it may have contained a deny. */
export function readPolicy(text: string, kind: PolicyKind): Policy {
  const parse = parsePolicy(text, kind);
  return parse.kind === 'parsed' ? parse.policy : DENIES_ALL;
}

/** The policies of a user or role, or of a session of it. Nothing is kept of one that is gone, and nothing allowed. */
export function readAccessPolicies(
  kept: KeptPolicies | undefined,
  sessionPolicies: readonly string[] = [],
): AccessPolicies {
  const read = (text: string) => readPolicy(text, 'permissions');
  return {
    identity: kept?.policies.map(read) ?? [],
    boundary: kept?.boundary === undefined ? undefined : read(kept.boundary),
    session: sessionPolicies.map(read),
  };
}
