import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sealPasswordHash } from '../password-hashes/sealed-password-hash.ts';
import { HASHES_OF_KNOWN_PASSWORD } from '../records/cases/password-hash-cases.fixture.ts';
import { openPasswordOfNobody, openSealedPassword, sealSrpVerifier } from './sealed-password.ts';

const KEY = Buffer.alloc(32, 1);
const SUB = '0199d2a0-0000-7000-8000-000000000001';

it('opens what it sealed for the same user and key, and nothing else', () => {
  const bytes = (max: number) => fc.uint8Array({ minLength: 1, maxLength: max });
  fc.assert(
    fc.property(bytes(16), bytes(384), fc.nat(2 ** 45), (salt, verifier, setAt) => {
      const sealed = sealSrpVerifier(KEY, SUB, { salt, verifier }, setAt);
      const opened = openSealedPassword(KEY, SUB, sealed);
      expect(opened).toMatchObject({ kind: 'srp', setAt });
      if (opened?.kind !== 'srp') return;
      const numberOf = (number: Uint8Array) => BigInt(`0x${Buffer.from(number).toString('hex')}`);
      expect([numberOf(opened.salt), numberOf(opened.verifier)]).toEqual([numberOf(salt), numberOf(verifier)]);
      expect(openSealedPassword(KEY, SUB.replace('1', '2'), sealed)).toBeUndefined();
      expect(openSealedPassword(Buffer.alloc(32, 2), SUB, sealed)).toBeUndefined();
      expect(openSealedPassword(KEY, SUB, sealed.subarray(1))).toBeUndefined();
    }),
  );
});

it.each(Object.entries(HASHES_OF_KNOWN_PASSWORD))('opens an imported hash of %s (R256)', (algorithm, text) => {
  const sealed = sealPasswordHash(KEY, SUB, String(text));
  expect(openSealedPassword(KEY, SUB, sealed)).toMatchObject({ kind: 'hash', hash: { algorithm } });
});

it('opens as much for nobody as for somebody (S32)', () => {
  const somebody = openSealedPassword(
    KEY,
    SUB,
    sealSrpVerifier(KEY, SUB, { salt: Buffer.of(1), verifier: Buffer.of(2) }, 3),
  );
  const shape = (password: object | undefined) =>
    Object.entries(password ?? {}).map(([name, value]) => [name, value.length ?? typeof value]);
  expect(shape(openPasswordOfNobody(KEY))).toEqual(shape(somebody));
  expect(openPasswordOfNobody(KEY)).toEqual(openPasswordOfNobody(KEY));
});
