import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePasswordHash, parsePasswordHash } from './password-hash.ts';
import type { PasswordHashingAlgorithm } from './password-hashing-algorithm.ts';

/** Published by AWS. */
const SAMPLES: Readonly<Record<PasswordHashingAlgorithm, string>> = {
  BCRYPT: '$2b$10$CtA.Rcu/szzn9U00wpUjOuN3vrgJRZycv4aOzcP3GzqzO8UDPEFq6',
  SCRYPT: '65536$8$1$304dbaef7c5e828dc19c98f0600d18fe$4f69c498c12cd102d057356facf8d77e8d42407090491ea32c5b038f5a18c099',
  ARGON2ID: '$argon2id$v=19$m=19456,t=2,p=1$ko/G5o1ms+ML08P95sQ8DA$AkVbvWSOqz7Hs3qthhWKxicOWnGLN+MBmpwc3emi5VA',
  PBKDF2_SHA256: '$pbkdf2-sha256$600000$1XZlmwLQ2hhM3JYuCPiArQ$Pfheg9Zi/v5lXU4yyLA0WFUYEd/rlaVbzrM9oMD6IrA',
};
const ALGORITHMS = Object.keys(SAMPLES) as PasswordHashingAlgorithm[];

type Answer =
  | 'accepted'
  | 'password-hash-malformed'
  | 'password-hash-out-of-bounds'
  | 'password-hash-of-other-algorithm';

function answer(algorithm: PasswordHashingAlgorithm, text: string): Answer {
  const verdict = judgePasswordHash(algorithm, text);
  return verdict.kind === 'accepted' ? 'accepted' : verdict.textId;
}

const BCRYPT_REST = SAMPLES.BCRYPT.slice(7);
const HEX_SALT = '00'.repeat(16);
const HEX_HASH = 'aF'.repeat(32);
const ARGON2_SALT = 'ko/G5o1ms+ML08P95sQ8DA';
const ARGON2_HASH = 'A'.repeat(43);
const PBKDF2_HASH = SAMPLES.PBKDF2_SHA256.slice(-43);

describe('judgePasswordHash', () => {
  it.each(ALGORITHMS)('accepts the published sample of %s (R249, R260, R261, R262, R263)', (algorithm) => {
    expect(answer(algorithm, SAMPLES[algorithm])).toBe('accepted');
  });

  it.each(
    ALGORITHMS.flatMap((job) => ALGORITHMS.filter((other) => other !== job).map((other) => [other, job] as const)),
  )('tells a hash of %s from the %s of its job, well-formed or not (R250, R251)', (other, job) => {
    expect(answer(job, SAMPLES[other])).toBe('password-hash-of-other-algorithm');
    expect(answer(job, `${SAMPLES[other]}!`)).toBe('password-hash-of-other-algorithm');
  });

  it.each<[string, string, Answer]>([
    ['cost 4', `$2b$04$${BCRYPT_REST}`, 'accepted'],
    ['cost 12', `$2b$12$${BCRYPT_REST}`, 'accepted'],
    ['cost 13', `$2b$13$${BCRYPT_REST}`, 'password-hash-out-of-bounds'],
    ['cost 99', `$2b$99$${BCRYPT_REST}`, 'password-hash-out-of-bounds'],
    ['cost 3', `$2b$03$${BCRYPT_REST}`, 'password-hash-malformed'],
    ['a cost of one digit', `$2b$4$${BCRYPT_REST}`, 'password-hash-malformed'],
    ['$2a', `$2a$10$${BCRYPT_REST}`, 'accepted'],
    ['$2x', `$2x$10$${BCRYPT_REST}`, 'accepted'],
    ['$2y', `$2y$10$${BCRYPT_REST}`, 'accepted'],
    ['$2c', `$2c$10$${BCRYPT_REST}`, 'password-hash-malformed'],
    ['$2', `$2$10$${BCRYPT_REST}`, 'password-hash-malformed'],
    ['$2B', `$2B$10$${BCRYPT_REST}`, 'password-hash-malformed'],
    ['59 characters', SAMPLES.BCRYPT.slice(0, 59), 'password-hash-malformed'],
    ['61 characters', `${SAMPLES.BCRYPT}A`, 'password-hash-malformed'],
    ['a cost over the maximum in 59 characters', `$2b$13$${BCRYPT_REST.slice(1)}`, 'password-hash-malformed'],
    ['a plus, which is not in the alphabet', SAMPLES.BCRYPT.replace('.', '+'), 'password-hash-malformed'],
    ['some other scheme', '$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA', 'password-hash-malformed'],
    ['a plain password', 'Correct-Horse-7', 'password-hash-malformed'],
  ])('judges BCRYPT (R250, R251, R260): %s', (_name, text, expected) => {
    expect(answer('BCRYPT', text)).toBe(expected);
  });

  it.each<[string, string, Answer]>([
    ['the smallest parameters', `2$1$1$00$${'00'.repeat(16)}`, 'accepted'],
    ['the largest', `65536$8$1$${HEX_SALT}$${'00'.repeat(64)}`, 'accepted'],
    ['hexadecimal in upper case', `16384$8$1$ABCDEF$${HEX_HASH.toUpperCase()}`, 'accepted'],
    ['N twice the maximum', `131072$8$1$${HEX_SALT}$${HEX_HASH}`, 'password-hash-out-of-bounds'],
    ['N one over the maximum', `65537$8$1$${HEX_SALT}$${HEX_HASH}`, 'password-hash-out-of-bounds'],
    ['N beyond all numbers', `${'9'.repeat(400)}$8$1$${HEX_SALT}$${HEX_HASH}`, 'password-hash-out-of-bounds'],
    ['r 9', `16384$9$1$${HEX_SALT}$${HEX_HASH}`, 'password-hash-out-of-bounds'],
    ['p 2', `16384$8$2$${HEX_SALT}$${HEX_HASH}`, 'password-hash-out-of-bounds'],
    ['N no power of two', `16383$8$1$${HEX_SALT}$${HEX_HASH}`, 'password-hash-malformed'],
    ['N 1', `1$8$1$${HEX_SALT}$${HEX_HASH}`, 'password-hash-malformed'],
    ['N 0', `0$8$1$${HEX_SALT}$${HEX_HASH}`, 'password-hash-malformed'],
    ['N with a leading zero', `016384$8$1$${HEX_SALT}$${HEX_HASH}`, 'password-hash-malformed'],
    ['r 0', `16384$0$1$${HEX_SALT}$${HEX_HASH}`, 'password-hash-malformed'],
    ['p 0', `16384$8$0$${HEX_SALT}$${HEX_HASH}`, 'password-hash-malformed'],
    ['no salt', `16384$8$1$$${HEX_HASH}`, 'password-hash-malformed'],
    ['a salt of an odd number of digits', `16384$8$1$000$${HEX_HASH}`, 'password-hash-malformed'],
    ['a hash of an odd number of digits', `16384$8$1$${HEX_SALT}$${HEX_HASH}0`, 'password-hash-malformed'],
    ['a salt that is not hexadecimal', `16384$8$1$zz$${HEX_HASH}`, 'password-hash-malformed'],
    ['a hash of 15 bytes', `16384$8$1$${HEX_SALT}$${'00'.repeat(15)}`, 'password-hash-malformed'],
    ['a hash of 65 bytes', `16384$8$1$${HEX_SALT}$${'00'.repeat(65)}`, 'password-hash-malformed'],
    ['a dollar sign in front', `$16384$8$1$${HEX_SALT}$${HEX_HASH}`, 'password-hash-malformed'],
    ['a part too many', `16384$8$1$${HEX_SALT}$${HEX_HASH}$`, 'password-hash-malformed'],
  ])('judges SCRYPT (R250, R251, R261): %s', (_name, text, expected) => {
    expect(answer('SCRYPT', text)).toBe(expected);
  });

  it.each<[string, string, Answer]>([
    ['the smallest parameters', '$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAA', 'accepted'],
    ['the longest salt and hash', `$argon2id$v=19$m=8,t=1,p=1$${'A'.repeat(86)}$${'A'.repeat(86)}`, 'accepted'],
    [
      'm one over the maximum',
      `$argon2id$v=19$m=19457,t=2,p=1$${ARGON2_SALT}$${ARGON2_HASH}`,
      'password-hash-out-of-bounds',
    ],
    ['t 3', `$argon2id$v=19$m=19456,t=3,p=1$${ARGON2_SALT}$${ARGON2_HASH}`, 'password-hash-out-of-bounds'],
    ['p 2', `$argon2id$v=19$m=19456,t=2,p=2$${ARGON2_SALT}$${ARGON2_HASH}`, 'password-hash-out-of-bounds'],
    ['m below 8 for each lane', `$argon2id$v=19$m=7,t=1,p=1$${ARGON2_SALT}$${ARGON2_HASH}`, 'password-hash-malformed'],
    ['t 0', `$argon2id$v=19$m=8,t=0,p=1$${ARGON2_SALT}$${ARGON2_HASH}`, 'password-hash-malformed'],
    ['version 18', `$argon2id$v=18$m=8,t=1,p=1$${ARGON2_SALT}$${ARGON2_HASH}`, 'password-hash-malformed'],
    ['version 20', `$argon2id$v=20$m=8,t=1,p=1$${ARGON2_SALT}$${ARGON2_HASH}`, 'password-hash-malformed'],
    ['no version', `$argon2id$m=8,t=1,p=1$${ARGON2_SALT}$${ARGON2_HASH}`, 'password-hash-malformed'],
    ['another order', `$argon2id$v=19$t=1,m=8,p=1$${ARGON2_SALT}$${ARGON2_HASH}`, 'password-hash-malformed'],
    ['padding', `$argon2id$v=19$m=8,t=1,p=1$${ARGON2_SALT}==$${ARGON2_HASH}`, 'password-hash-malformed'],
    [
      'the alphabet of URLs',
      `$argon2id$v=19$m=8,t=1,p=1$${ARGON2_SALT.replace('/', '_')}$${ARGON2_HASH}`,
      'password-hash-malformed',
    ],
    ['a salt of 7 bytes', `$argon2id$v=19$m=8,t=1,p=1$${'A'.repeat(10)}$${ARGON2_HASH}`, 'password-hash-malformed'],
    ['a salt of 65 bytes', `$argon2id$v=19$m=8,t=1,p=1$${'A'.repeat(87)}$${ARGON2_HASH}`, 'password-hash-malformed'],
    ['a hash of 3 bytes', `$argon2id$v=19$m=8,t=1,p=1$${ARGON2_SALT}$AAAA`, 'password-hash-malformed'],
    ['a hash of 65 bytes', `$argon2id$v=19$m=8,t=1,p=1$${ARGON2_SALT}$${'A'.repeat(87)}`, 'password-hash-malformed'],
    [
      'a salt that ends in a lone character',
      `$argon2id$v=19$m=8,t=1,p=1$${'A'.repeat(13)}$${ARGON2_HASH}`,
      'password-hash-malformed',
    ],
    ['argon2i', SAMPLES.ARGON2ID.replace('argon2id', 'argon2i'), 'password-hash-malformed'],
    ['upper case', SAMPLES.ARGON2ID.replace('argon2id', 'ARGON2ID'), 'password-hash-malformed'],
  ])('judges ARGON2ID (R250, R251, R262): %s', (_name, text, expected) => {
    expect(answer('ARGON2ID', text)).toBe(expected);
  });

  it.each<[string, string, Answer]>([
    ['one iteration', `$pbkdf2-sha256$1$AA$${PBKDF2_HASH}`, 'accepted'],
    ['dots for plus signs', `$pbkdf2-sha256$1000$.A+/$${PBKDF2_HASH.replace('9', '.')}`, 'accepted'],
    ['iterations one over the maximum', `$pbkdf2-sha256$600001$AAAA$${PBKDF2_HASH}`, 'password-hash-out-of-bounds'],
    [
      'iterations beyond all numbers',
      `$pbkdf2-sha256$${'9'.repeat(400)}$AAAA$${PBKDF2_HASH}`,
      'password-hash-out-of-bounds',
    ],
    ['no iterations', `$pbkdf2-sha256$0$AAAA$${PBKDF2_HASH}`, 'password-hash-malformed'],
    ['a leading zero', `$pbkdf2-sha256$01000$AAAA$${PBKDF2_HASH}`, 'password-hash-malformed'],
    ['no salt', `$pbkdf2-sha256$1000$$${PBKDF2_HASH}`, 'password-hash-malformed'],
    ['a salt that ends in a lone character', `$pbkdf2-sha256$1000$AAAAA$${PBKDF2_HASH}`, 'password-hash-malformed'],
    ['padding', `$pbkdf2-sha256$1000$AAAA$${PBKDF2_HASH}=`, 'password-hash-malformed'],
    ['a hash of 31 bytes', `$pbkdf2-sha256$1000$AAAA$${PBKDF2_HASH.slice(1)}`, 'password-hash-malformed'],
    ['a hash of 33 bytes', `$pbkdf2-sha256$1000$AAAA$${PBKDF2_HASH}A`, 'password-hash-malformed'],
    ['another digest', SAMPLES.PBKDF2_SHA256.replace('sha256', 'sha512'), 'password-hash-malformed'],
  ])('judges PBKDF2_SHA256 (R250, R251, R263): %s', (_name, text, expected) => {
    expect(answer('PBKDF2_SHA256', text)).toBe(expected);
  });
});

const characters = (alphabet: string) => fc.constantFrom(...alphabet);
const textOf = (alphabet: string, minLength: number, maxLength = minLength) =>
  fc.string({ unit: characters(alphabet), minLength, maxLength });
const bytesAs = (encoding: 'hex' | 'base64', minLength: number, maxLength = minLength) =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => Buffer.from(bytes).toString(encoding).replaceAll('=', ''));
const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const GOOD_HASHES: Readonly<Record<PasswordHashingAlgorithm, fc.Arbitrary<string>>> = {
  BCRYPT: fc
    .tuple(characters('abxy'), fc.integer({ min: 4, max: 12 }), textOf(`./${ALPHANUMERIC}`, 53))
    .map(([variant, cost, rest]) => `$2${variant}$${String(cost).padStart(2, '0')}$${rest}`),
  SCRYPT: fc
    .tuple(
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 1, max: 8 }),
      bytesAs('hex', 1, 80),
      bytesAs('hex', 16, 64),
    )
    .map(([power, blockSize, salt, hash]) => `${2 ** power}$${blockSize}$1$${salt}$${hash}`),
  ARGON2ID: fc
    .tuple(
      fc.integer({ min: 8, max: 19_456 }),
      fc.integer({ min: 1, max: 2 }),
      bytesAs('base64', 8, 64),
      bytesAs('base64', 4, 64),
    )
    .map(([memory, passes, salt, hash]) => `$argon2id$v=19$m=${memory},t=${passes},p=1$${salt}$${hash}`),
  PBKDF2_SHA256: fc
    .tuple(fc.integer({ min: 1, max: 600_000 }), bytesAs('base64', 1, 80), bytesAs('base64', 32), fc.boolean())
    .map(([iterations, salt, hash, dots]) => {
      const text = `$pbkdf2-sha256$${iterations}$${salt}$${hash}`;
      return dots ? text.replaceAll('+', '.') : text;
    }),
};
const anyGoodHash = fc
  .constantFrom(...ALGORITHMS)
  .chain((algorithm) => GOOD_HASHES[algorithm].map((text) => ({ algorithm, text })));

describe('any hash', () => {
  it('that keeps to its format is accepted by its own algorithm and told apart by the others (R250, R260, R261, R262, R263)', () => {
    fc.assert(
      fc.property(anyGoodHash, ({ algorithm, text }) => {
        for (const job of ALGORITHMS)
          expect(answer(job, text)).toBe(job === algorithm ? 'accepted' : 'password-hash-of-other-algorithm');
        expect(parsePasswordHash(text)).toMatchObject({ algorithm });
      }),
    );
  });

  it('that was changed somewhere gets one of the four answers and no exception (R250, R257)', () => {
    const change = fc.record({ at: fc.nat(200), remove: fc.nat(3), add: fc.string({ unit: 'binary', maxLength: 3 }) });
    fc.assert(
      fc.property(anyGoodHash, fc.array(change, { minLength: 1, maxLength: 3 }), ({ text }, changes) => {
        let mutant = text;
        for (const { at, remove, add } of changes) mutant = mutant.slice(0, at) + add + mutant.slice(at + remove);
        for (const job of ALGORITHMS)
          expect([
            'accepted',
            'password-hash-malformed',
            'password-hash-out-of-bounds',
            'password-hash-of-other-algorithm',
          ]).toContain(answer(job, mutant));
        const accepting = ALGORITHMS.filter((job) => answer(job, mutant) === 'accepted');
        expect(accepting.length).toBeLessThanOrEqual(1);
        expect(parsePasswordHash(mutant)?.algorithm).toBe(accepting[0]);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps its parts: the salt of SCRYPT is decoded from hexadecimal (R261)', () => {
    expect(parsePasswordHash(SAMPLES.SCRYPT)).toEqual({
      algorithm: 'SCRYPT',
      cost: 65_536,
      blockSize: 8,
      parallelization: 1,
      salt: new Uint8Array(Buffer.from('304dbaef7c5e828dc19c98f0600d18fe', 'hex')),
      hash: new Uint8Array(Buffer.from('4f69c498c12cd102d057356facf8d77e8d42407090491ea32c5b038f5a18c099', 'hex')),
    });
  });

  it('keeps its parts: plus sign and dot are the same (R263)', () => {
    const withPlus = SAMPLES.PBKDF2_SHA256.replace('1XZ', '++/');
    expect(parsePasswordHash(withPlus.replaceAll('+', '.'))).toEqual(parsePasswordHash(withPlus));
  });
});
