import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPasswordFault } from './password-policy.ts';
import { makeTemporaryPassword } from './temporary-password.ts';

describe('a temporary password', () => {
  it('keeps to every policy, in 12 characters or more, none like another', () => {
    fc.assert(
      fc.property(
        fc.record({
          minimumLength: fc.integer({ min: 6, max: 99 }),
          requireUppercase: fc.boolean(),
          requireLowercase: fc.boolean(),
          requireNumbers: fc.boolean(),
          requireSymbols: fc.boolean(),
          temporaryPasswordValidityDays: fc.constant(7),
        }),
        (policy) => {
          const password = makeTemporaryPassword(policy, randomBytes);
          expect(findPasswordFault(policy, password)).toBeUndefined();
          expect(password).toHaveLength(Math.max(12, policy.minimumLength));
          expect(password).not.toMatch(/[0O1lI\s]/);
          expect(makeTemporaryPassword(policy, randomBytes)).not.toBe(password);
        },
      ),
    );
  });

  it('puts each class at each place', () => {
    const policy = { minimumLength: 8 } as Parameters<typeof makeTemporaryPassword>[0];
    const places = new Set<number>();
    for (let count = 0; count < 2_000; count++) places.add(makeTemporaryPassword(policy, randomBytes).search(/[2-9]/));
    expect([...places].sort((one, other) => one - other).slice(0, 6)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
