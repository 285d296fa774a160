import { describe, expect, it } from 'vitest';
import { findPasswordFault } from './password-policy.ts';
import { completePasswordPolicy, DEFAULT_PASSWORD_POLICY } from './user-pool-defaults.ts';

describe('the password policy', () => {
  it.each([
    ['Aa1!aaa', 'Password not long enough'],
    ['aaaaaaa1!', 'Password must have uppercase characters'],
    ['AAAAAAA1!', 'Password must have lowercase characters'],
    ['AAAAaaaa!', 'Password must have numeric characters'],
    ['AAAAaaaa1', 'Password must have symbol characters'],
    [' AAAAaaa1 ', 'Password must have symbol characters'],
    ['ÄÖÜäöü€€1', 'Password must have uppercase characters'],
    ['😀😀😀Aa1!', 'Password not long enough'],
  ])('refuses %j: %s (R485)', (password, detail) => {
    expect(findPasswordFault(DEFAULT_PASSWORD_POLICY, password)).toBe(
      `Password did not conform with policy: ${detail}`,
    );
  });

  it.each([...'^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-', ' '])('takes %j for a symbol', (symbol) => {
    expect(findPasswordFault(DEFAULT_PASSWORD_POLICY, `AAaa${symbol}1111`)).toBeUndefined();
  });

  it('asks for nothing that a policy given in part leaves out', () => {
    expect(findPasswordFault(completePasswordPolicy({ minimumLength: 6 }), 'aaaaaa')).toBeUndefined();
    expect(findPasswordFault(completePasswordPolicy({}), 'aaaaaaa')).toMatch(/not long enough$/);
  });
});
