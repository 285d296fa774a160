import { decodeBase64 } from './hash-bytes.ts';
import { carryHash, type HashVerdict, NO_HASH, refuseHash } from './hash-verdict.ts';
import { countOf, memberOf, textOf } from './json-parts.ts';
import { writeBcryptHash, writePbkdf2Hash } from './write-hash.ts';

/** The members `encryptionScheme`, `factor`, `salt` and `password` of a FusionAuth user (R754). */
export function readFusionAuthHash(user: unknown): HashVerdict {
  const password = textOf(memberOf(user, 'password'));
  if (password === undefined) return NO_HASH;
  const scheme = textOf(memberOf(user, 'encryptionScheme'));
  const factor = countOf(memberOf(user, 'factor'));
  const salt = textOf(memberOf(user, 'salt'));
  switch (scheme) {
    case undefined:
      return refuseHash('plain-password', 'not-hashed');
    case 'bcrypt':
      return carryHash('bcrypt-parts', writeBcryptHash(factor, salt, password));
    case 'salted-pbkdf2-hmac-sha256':
    case 'salted-pbkdf2-hmac-sha256-512':
      return carryHash('pbkdf2-parts', writePbkdf2Hash(factor, decodeBase64(salt ?? ''), decodeBase64(password)));
    case 'salted-pbkdf2-hmac-sha512-512':
      return refuseHash('pbkdf2-other-digest', 'other-digest');
    case 'phpass-md5':
    case 'phpass-sha512':
      return refuseHash('phpass', 'other-algorithm');
    case 'salted-md5':
    case 'salted-sha256':
    case 'salted-hmac-sha256':
      return refuseHash('plain-digest', 'other-algorithm');
    default:
      return refuseHash('unknown', 'unknown');
  }
}
