import type { PasswordPolicy } from './user-pool.ts';

/** What Cognito takes for a symbol; a space among others, but none at the ends. */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=.) (?=.)/s;

/** The first rule of the policy that a password breaks; undefined if it meets them all. */
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
