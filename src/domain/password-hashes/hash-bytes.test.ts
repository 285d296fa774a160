import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HASHES_OF_KNOWN_PASSWORD } from '../records/cases/password-hash-cases.fixture.ts';
import { hashFormOf } from './hash-bytes.ts';
import { judgePasswordHash } from './password-hash.ts';
import { PASSWORD_HASHING_ALGORITHMS, type PasswordHashingAlgorithm } from './password-hashing-algorithm.ts';

/** Lies in the middle of other bytes, as in a line. */
function isHash(algorithm: PasswordHashingAlgorithm, text: string): boolean {
  const bytes = Buffer.from(`,${text},$0aA/`, 'latin1');
  return hashFormOf(algorithm)(bytes, 1, 1 + text.length);
}

function isAccepted(algorithm: PasswordHashingAlgorithm, text: string): boolean {
  return judgePasswordHash(algorithm, text).kind === 'accepted';
}

const algorithms = fc.constantFrom(...PASSWORD_HASHING_ALGORITHMS);
const digits = fc.stringMatching(/^[0-9]{1,10}$/);
const number = fc.oneof(
  fc.nat(70_000).map(String),
  fc.nat(13).map(String),
  fc.constantFrom('65536', '1024', '600000'),
  digits,
);
const twoDigits = fc.nat(15).map((cost) => String(cost).padStart(2, '0'));
const base64 = (max: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9+/.]{0,${max}}$`));
const hex = fc.stringMatching(/^[0-9a-fA-F]{0,140}$/);

/** Hashes near the bounds of their form. */
const built = fc.oneof(
  fc
    .tuple(fc.constantFrom('2a', '2b', '2x', '2y', '2c'), twoDigits, fc.constantFrom(52, 53, 53, 53, 54))
    .map(([variant, cost, length]) => `$${variant}$${cost}$${'./AZaz09x'.repeat(6).slice(0, length)}`),
  fc.tuple(number, fc.nat(10), fc.nat(3), hex, hex).map((parts) => parts.join('$')),
  fc
    .tuple(number, fc.nat(3), fc.nat(2), base64(90), base64(90))
    .map(([memory, passes, lanes, salt, hash]) => `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${salt}$${hash}`),
  fc.tuple(number, base64(20), base64(44)).map((parts) => `$pbkdf2-sha256$${parts.join('$')}`),
);

it('accepts by bytes exactly what is accepted as text (R250, R251, R260, R261, R262, R263)', () => {
  fc.assert(
    fc.property(algorithms, built, (algorithm, text) => {
      expect(isHash(algorithm, text)).toBe(isAccepted(algorithm, text));
    }),
    { numRuns: 5_000 },
  );
});

it('accepts nothing else when a hash is changed by one character', () => {
  const changed = fc.tuple(
    fc.constantFrom(...Object.values(HASHES_OF_KNOWN_PASSWORD)),
    fc.nat(200),
    fc.nat(255),
    fc.nat(2),
  );
  fc.assert(
    fc.property(algorithms, changed, (algorithm, [hash, at, code, kind]) => {
      const place = at % hash.length;
      const character = String.fromCharCode(code);
      const text = hash.slice(0, place) + (kind === 0 ? '' : character) + hash.slice(kind === 2 ? place : place + 1);
      expect(isHash(algorithm, text)).toBe(isAccepted(algorithm, text));
    }),
    { numRuns: 5_000 },
  );
});

it.each(PASSWORD_HASHING_ALGORITHMS)('accepts a hash of %s, and no other', (algorithm) => {
  const accepted = PASSWORD_HASHING_ALGORITHMS.filter((each) => isHash(algorithm, HASHES_OF_KNOWN_PASSWORD[each]));
  expect(accepted).toEqual([algorithm]);
});
