import { policySize } from '../../domain/iam/policy-size.ts';
import type { Fail } from '../define-operation.ts';
import { MANAGED_POLICY_CHARACTERS_MAX, TRUST_POLICY_CHARACTERS_MAX } from './iam-quotas.ts';

/** What IAM calls the quota for a policy on its own, and how many characters it allows. */
const QUOTAS = {
  permissions: ['PolicySize', MANAGED_POLICY_CHARACTERS_MAX],
  trust: ['ACLSizePerRole', TRUST_POLICY_CHARACTERS_MAX],
} as const;

/** Checks that a managed policy or a trust policy is within its quota. */
export function requirePolicySize(
  document: string,
  kind: keyof typeof QUOTAS,
  fail: Fail<'LimitExceededException'>,
): string {
  const [quota, charactersMax] = QUOTAS[kind];
  if (policySize(document) <= charactersMax) return document;
  return fail('LimitExceededException', `Cannot exceed quota for ${quota}: ${charactersMax}`);
}
