import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MFA_FACTORS } from '../../../domain/users/chosen-mfa.ts';
import type { User } from '../../../domain/users/user.ts';
import { userMfaCode, userMfaOf } from './user-codes.ts';

it.each([
  ['off', 0],
  ['active', 1],
  ['sms', 2],
] as const)('stores %s as older schemas did', (mfa, code) => {
  expect(userMfaCode(mfa)).toBe(code);
  expect(userMfaOf(code)).toBe(mfa);
});

it('gives back each choice of factors, and stores no two alike (R870)', () => {
  const chosen = fc
    .subarray([...MFA_FACTORS], { minLength: 1 })
    .chain((factors) =>
      fc.option(fc.constantFrom(...factors), { nil: undefined }).map((preferred) => ({ factors, preferred })),
    );
  const seen = new Map<number, string>();
  fc.assert(
    fc.property(chosen, ({ factors, preferred }) => {
      const mfa: User['mfa'] = { factors, ...(preferred && { preferred }) };
      const code = userMfaCode(mfa);
      expect(userMfaOf(code)).toEqual(mfa);
      expect(seen.get(code) ?? JSON.stringify(mfa)).toBe(JSON.stringify(mfa));
      seen.set(code, JSON.stringify(mfa));
    }),
  );
});
