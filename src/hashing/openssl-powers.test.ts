import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBigInt, SRP_PRIME, toBigInt } from '../domain/sign-in/srp.ts';
import { bigIntPowers } from '../domain/sign-in/srp-client.fixture.ts';
import { createOpensslPowers } from './openssl-powers.ts';

const powers = createOpensslPowers();
const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).filter((number) => toBigInt(number) > 1n);

it('raises as BigInt does', () => {
  fc.assert(
    fc.property(bytes(1, 383), bytes(1, 32), (base, exponent) => {
      expect(toBigInt(powers.generatorTo(exponent))).toBe(toBigInt(bigIntPowers.generatorTo(exponent)));
      const expected = bigIntPowers.power(base, exponent);
      expect(toBigInt(powers.power(base, exponent) ?? Buffer.of(0))).toBe(toBigInt(expected ?? Buffer.of(0)));
    }),
    { numRuns: 20 },
  );
});

it.each([0n, 1n, toBigInt(SRP_PRIME) - 1n])('has no power of base %s, which no honest client has', (base) => {
  expect(powers.power(fromBigInt(base), Buffer.of(7))).toBeUndefined();
});
