import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealSecret } from '../../base/sealed-secret.ts';
import { HASHES_OF_KNOWN_PASSWORD } from '../records/cases/password-hash-cases.fixture.ts';
import { parsePasswordHash } from './password-hash.ts';
import { openPasswordHash, sealPasswordHash } from './sealed-password-hash.ts';

const KNOWN_SUB = '0199d2a0-0000-7000-8000-000000000001';
/** Made by the code of that version. */
const FIRST_SEAL =
  '01bb59a25f1a97e3ae1ada5ad818e8005fb4846991de17dbf5143a4a866609a075b71b63700456ef78977fccf1644c4b6da28c1dd8c26e1d2c89f3a889eaa840cdb9139ef7869334b77a6fb8b12e3e231c4c6af863e6b6a0110f0b0159d57b3b90';

describe('a sealed password hash', () => {
  it.each(Object.entries(HASHES_OF_KNOWN_PASSWORD))(
    'of %s opens for its user alone and shows nothing of the hash (R256)',
    (_algorithm, hash) => {
      const [key, sub] = [randomBytes(32), randomUUID()];
      const sealed = sealPasswordHash(key, sub, hash);
      expect(openPasswordHash(key, sub, sealed)).toEqual(parsePasswordHash(hash));
      expect(openPasswordHash(key, randomUUID(), sealed)).toBeUndefined();
      expect(openPasswordHash(randomBytes(32), sub, sealed)).toBeUndefined();
      for (const part of hash.split('$').filter(({ length }) => length > 8)) {
        expect(sealed.includes(part)).toBe(false);
      }
      expect(sealPasswordHash(key, sub, hash)).not.toEqual(sealed);
    },
  );

  it.each(Object.entries(HASHES_OF_KNOWN_PASSWORD))(
    'of %s opens as the first versions sealed it',
    (_algorithm, hash) => {
      const [key, sub] = [randomBytes(32), randomUUID()];
      const sealed = sealSecret(key, Buffer.from(hash), `password-hash ${sub}`);
      expect(openPasswordHash(key, sub, sealed)).toEqual(parsePasswordHash(hash));
      expect(openPasswordHash(key, randomUUID(), sealed)).toBeUndefined();
    },
  );

  it('opens as version 0.1 sealed it with a known key', () => {
    const sealed = Buffer.from(FIRST_SEAL, 'hex');
    expect(openPasswordHash(Buffer.alloc(32, 1), KNOWN_SUB, sealed)).toEqual(
      parsePasswordHash(HASHES_OF_KNOWN_PASSWORD.BCRYPT),
    );
  });

  it.each([Buffer.alloc(0), Buffer.of(3), Buffer.of(2), Buffer.of(9, 9, 9), Buffer.alloc(41, 3)])(
    'is none: %j',
    (bytes) => {
      expect(openPasswordHash(Buffer.alloc(32, 1), randomUUID(), bytes)).toBeUndefined();
    },
  );
});
