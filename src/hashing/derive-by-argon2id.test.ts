import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  ARGON2ID_HASH_BYTES,
  ARGON2ID_MEMORY_KIB_PER_LANE_MIN,
  ARGON2ID_SALT_BYTES,
  type Argon2idHash,
} from '../domain/password-hashes/argon2id-hash.ts';
import { deriveByArgon2id, deriveByOpenssl, deriveByWebAssembly } from './derive-by-argon2id.ts';

const bytes = ({ min, max }: { readonly min: number; readonly max: number }) =>
  fc.uint8Array({ minLength: min, maxLength: max });

/** Hashes as an import takes them, but for the memory, which would take long. */
const hashes: fc.Arbitrary<Argon2idHash> = fc.record({
  algorithm: fc.constant('ARGON2ID'),
  memoryKib: fc.integer({ min: ARGON2ID_MEMORY_KIB_PER_LANE_MIN, max: 64 }),
  passes: fc.integer({ min: 1, max: 2 }),
  lanes: fc.constant(1),
  salt: bytes(ARGON2ID_SALT_BYTES),
  hash: bytes(ARGON2ID_HASH_BYTES),
});

it('gives the same by OpenSSL and by WebAssembly (S46)', async () => {
  const password = fc.string({ minLength: 1, unit: 'grapheme' });
  await fc.assert(
    fc.asyncProperty(hashes, password, async (hash, text) => {
      expect(Buffer.from(await deriveByOpenssl(hash, text))).toEqual(
        Buffer.from(await deriveByWebAssembly(hash, text)),
      );
    }),
    { numRuns: 50 },
  );
});

it('uses OpenSSL with the Node that comes with Muster', () => {
  expect(deriveByArgon2id).toBe(deriveByOpenssl);
});
