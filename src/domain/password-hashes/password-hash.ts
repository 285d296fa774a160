import { type Argon2idHash, isArgon2idText, parseArgon2idHash } from './argon2id-hash.ts';
import { type BcryptHash, isBcryptText, parseBcryptHash } from './bcrypt-hash.ts';
import type { PasswordHashFault } from './password-hash-fault.ts';
import type { PasswordHashingAlgorithm } from './password-hashing-algorithm.ts';
import { isPbkdf2Text, type Pbkdf2Hash, parsePbkdf2Hash } from './pbkdf2-hash.ts';
import { isScryptText, parseScryptHash, type ScryptHash } from './scrypt-hash.ts';

/** A password hash taken apart: all that a sign-in needs to verify a password. */
export type PasswordHash = BcryptHash | ScryptHash | Argon2idHash | Pbkdf2Hash;

export type PasswordHashVerdict =
  | { readonly kind: 'accepted'; readonly hash: PasswordHash }
  | {
      readonly kind: 'failed';
      readonly textId: 'password-hash-malformed' | 'password-hash-out-of-bounds' | 'password-hash-of-other-algorithm';
    };

/** What a value looks like from its first characters, well-formed or not. */
const FORMATS: readonly { readonly algorithm: PasswordHashingAlgorithm; isText(text: string): boolean }[] = [
  { algorithm: 'BCRYPT', isText: isBcryptText },
  { algorithm: 'SCRYPT', isText: isScryptText },
  { algorithm: 'ARGON2ID', isText: isArgon2idText },
  { algorithm: 'PBKDF2_SHA256', isText: isPbkdf2Text },
];

/** Judges a value of `password_hash`, not blank, for a job of that algorithm (R250, R251). Runs no key derivation (R257). */
export function judgePasswordHash(algorithm: PasswordHashingAlgorithm, text: string): PasswordHashVerdict {
  const hash = parseAs(algorithm, text);
  if (hash === 'out-of-bounds') return { kind: 'failed', textId: 'password-hash-out-of-bounds' };
  if (hash !== 'malformed') return { kind: 'accepted', hash };
  const looksLike = findHashingAlgorithm(text);
  return {
    kind: 'failed',
    textId:
      looksLike === undefined || looksLike === algorithm
        ? 'password-hash-malformed'
        : 'password-hash-of-other-algorithm',
  };
}

/** The hash in a text that {@link judgePasswordHash} accepted before. */
export function parsePasswordHash(text: string): PasswordHash | undefined {
  const algorithm = findHashingAlgorithm(text);
  const hash = algorithm && parseAs(algorithm, text);
  return typeof hash === 'object' ? hash : undefined;
}

/** The algorithm that a hash looks like by its first characters, well-formed or not. */
export function findHashingAlgorithm(text: string): PasswordHashingAlgorithm | undefined {
  return FORMATS.find(({ isText }) => isText(text))?.algorithm;
}

function parseAs(algorithm: PasswordHashingAlgorithm, text: string): PasswordHash | PasswordHashFault {
  switch (algorithm) {
    case 'BCRYPT':
      return parseBcryptHash(text);
    case 'SCRYPT':
      return parseScryptHash(text);
    case 'ARGON2ID':
      return parseArgon2idHash(text);
    case 'PBKDF2_SHA256':
      return parsePbkdf2Hash(text);
  }
}
