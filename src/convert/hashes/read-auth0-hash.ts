import { encodeUtf8 } from '../../base/text/utf8.ts';
import { decodeBase64, decodeHex } from './hash-bytes.ts';
import { carryHash, type HashVerdict, NO_HASH, refuseHash } from './hash-verdict.ts';
import { countOf, memberOf, textOf } from './json-parts.ts';
import { readHash } from './read-hash.ts';
import { writeScryptHash } from './write-hash.ts';

/** `custom_password_hash` of Auth0's import form (R754). */
export function readAuth0Hash(custom: unknown): HashVerdict {
  if (custom === undefined || custom === null) return NO_HASH;
  const algorithm = textOf(memberOf(custom, 'algorithm'));
  const hash = memberOf(custom, 'hash');
  const value = textOf(memberOf(hash, 'value'));
  if (algorithm === undefined || value === undefined) return refuseHash('unknown', 'damaged');
  const encoding = textOf(memberOf(memberOf(custom, 'password'), 'encoding'));
  const isUtf8 = encoding === undefined || encoding.toLowerCase().replace('-', '') === 'utf8';
  switch (algorithm) {
    case 'bcrypt':
    case 'argon2':
    case 'pbkdf2':
      return isUtf8 ? readHash(value) : refuseHash('unknown', 'password-encoding');
    case 'scrypt':
      return isUtf8 ? readScrypt(custom, hash, value) : refuseHash('scrypt-parts', 'password-encoding');
    case 'ldap':
      return refuseHash('scheme-in-braces', 'other-algorithm');
    default:
      return refuseHash('plain-digest', 'other-algorithm');
  }
}

function readScrypt(custom: unknown, hash: unknown, value: string): HashVerdict {
  const salt = memberOf(custom, 'salt');
  const [cost, blockSize, lanes] = ['cost', 'blockSize', 'parallelization'].map((name) =>
    countOf(memberOf(custom, name)),
  );
  const saltBytes = decode(textOf(memberOf(salt, 'value')) ?? '', memberOf(salt, 'encoding') ?? 'utf8');
  const hashBytes = decode(value, memberOf(hash, 'encoding'));
  return carryHash('scrypt-parts', writeScryptHash(cost, blockSize, lanes, saltBytes, hashBytes));
}

function decode(text: string, encoding: unknown): Uint8Array | undefined {
  switch (encoding) {
    case 'base64':
      return decodeBase64(text);
    case 'hex':
      return decodeHex(text);
    case 'utf8':
      return text === '' ? undefined : encodeUtf8(text);
    default:
      return undefined;
  }
}
