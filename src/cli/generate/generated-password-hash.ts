import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import type { RandomSource } from './random-source.ts';

const BCRYPT_ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BCRYPT_CHARACTERS = 53;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** A hash that is well-formed and of no password that anybody knows: random bytes, nothing is derived. */
export function generatePasswordHash(algorithm: PasswordHashingAlgorithm, random: RandomSource): string {
  switch (algorithm) {
    case 'BCRYPT':
      return `$2b$10$${bcryptText(random)}`;
    case 'SCRYPT':
      return `16384$8$1$${bytesAs('hex', SALT_BYTES, random)}$${bytesAs('hex', HASH_BYTES, random)}`;
    case 'ARGON2ID':
      return `$argon2id$v=19$m=19456,t=2,p=1$${bytesAs('base64', SALT_BYTES, random)}$${bytesAs('base64', HASH_BYTES, random)}`;
    case 'PBKDF2_SHA256':
      return `$pbkdf2-sha256$600000$${bytesAs('base64', SALT_BYTES, random)}$${bytesAs('base64', HASH_BYTES, random)}`;
  }
}

function bcryptText(random: RandomSource): string {
  let text = '';
  while (text.length < BCRYPT_CHARACTERS) text += BCRYPT_ALPHABET[random.below(BCRYPT_ALPHABET.length)];
  return text;
}

function bytesAs(encoding: 'hex' | 'base64', count: number, random: RandomSource): string {
  return Buffer.from(Array.from({ length: count }, () => random.below(256)))
    .toString(encoding)
    .replaceAll('=', '');
}
