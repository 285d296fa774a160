import type { PasswordPolicy } from './user-pool.ts';

/** Cognito counts these as symbols, and a space that is neither the first nor the last character. */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=.) (?=.)/s;

/** The first rule of the policy that a password breaks, as Cognito words it (R485); undefined if it breaks none. */
export function findPasswordFault(policy: PasswordPolicy, password: string): string | undefined {
  const detail = findBrokenRule(policy, password);
  return detail === undefined ? undefined : `Password did not conform with policy: ${detail}`;
}

function findBrokenRule(policy: PasswordPolicy, password: string): string | undefined {
  if ([...password].length < policy.minimumLength) return 'Password not long enough';
  if (policy.requireUppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters';
  if (policy.requireLowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters';
  if (policy.requireNumbers && !/[0-9]/.test(password)) return 'Password must have numeric characters';
  if (policy.requireSymbols && !SYMBOL.test(password)) return 'Password must have symbol characters';
  return undefined;
}
