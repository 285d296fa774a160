import { decodeBase64 } from './hash-bytes.ts';
import { carryHash, type HashVerdict, NO_HASH, refuseHash } from './hash-verdict.ts';
import { countOf, memberOf, textOf } from './json-parts.ts';
import { writeBcryptHash, writePbkdf2Hash } from './write-hash.ts';

/**
 * `credentials.password` of a user as Okta's import takes it (R754): a hash, a password, or a hook that asks the old system. What Okta
 * exports has none of them.
 */
export function readOktaHash(password: unknown): HashVerdict {
  const hash = memberOf(password, 'hash');
  if (isPresent(memberOf(password, 'hook'))) return refuseHash('kept-elsewhere', 'kept-elsewhere');
  if (!isPresent(hash)) {
    return textOf(memberOf(password, 'value')) === undefined ? NO_HASH : refuseHash('plain-password', 'not-hashed');
  }
  const [salt, value] = [textOf(memberOf(hash, 'salt')), textOf(memberOf(hash, 'value'))];
  switch (memberOf(hash, 'algorithm')) {
    case 'BCRYPT':
      return carryHash('bcrypt-parts', writeBcryptHash(countOf(memberOf(hash, 'workFactor')), salt, value));
    case 'PBKDF2': {
      const digest = textOf(memberOf(hash, 'digestAlgorithm'));
      if (digest !== 'SHA256_HMAC') return refuseHash('pbkdf2-other-digest', 'other-digest');
      const iterations = countOf(memberOf(hash, 'iterationCount'));
      return carryHash(
        'pbkdf2-parts',
        writePbkdf2Hash(iterations, decodeBase64(salt ?? ''), decodeBase64(value ?? '')),
      );
    }
    case 'MD5':
    case 'SHA-1':
    case 'SHA-256':
    case 'SHA-512':
      return refuseHash('plain-digest', 'other-algorithm');
    default:
      return refuseHash('unknown', 'unknown');
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
