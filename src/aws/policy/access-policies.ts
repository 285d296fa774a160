import type { AccessPolicies } from './evaluate-policies.ts';
import { KeptPolicies } from './kept-policies.ts';
import type { Policy, PolicyKind } from './policy-document.ts';
import { wildcardPattern } from './wildcard-pattern.ts';

/** The policies of a user or role: JSON documents. */
export interface StoredPolicies {
  readonly policies: readonly string[];
  readonly boundary?: string;
}

/** Of a statement without resources and principals: whatever is asked for, whoever asks. */
const DENIES_ALL: Policy = {
  statements: [{ effect: 'Deny', actions: { isNegated: false, patterns: [wildcardPattern('*')] }, conditions: [] }],
};

/** Of this process. What is kept depends on the documents alone. */
const keptPolicies = new KeptPolicies();

/** A document that was checked when it was stored. One that cannot be read now denies everything, since it may have contained a deny. */
export function readPolicy(text: string, kind: PolicyKind): Policy {
  const parse = keptPolicies.parse(text, kind);
  return parse.kind === 'parsed' ? parse.policy : DENIES_ALL;
}

/** The policies of a user or role, or of a session of it. Nothing is kept of one that is gone, and nothing allowed. */
export function readAccessPolicies(
  stored: StoredPolicies | undefined,
  sessionPolicies: readonly string[] = [],
): AccessPolicies {
  const read = (text: string) => readPolicy(text, 'permissions');
  return {
    identity: stored?.policies.map(read) ?? [],
    boundary: stored?.boundary === undefined ? undefined : read(stored.boundary),
    session: sessionPolicies.map(read),
  };
}
