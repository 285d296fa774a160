import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HASHES_OF_KNOWN_PASSWORD } from '../records/cases/password-hash-cases.fixture.ts';
import { parsePasswordHash } from './password-hash.ts';
import { openPasswordHash, sealPasswordHash } from './sealed-password-hash.ts';

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
});
