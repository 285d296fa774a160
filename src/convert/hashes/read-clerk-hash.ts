import { decodeBase64 } from './hash-bytes.ts';
import type { HashForm } from './hash-forms.ts';
import type { HashRefusal } from './hash-refusals.ts';
import { carryHash, type HashVerdict, NO_HASH, refuseHash } from './hash-verdict.ts';
import { readHash } from './read-hash.ts';
import { writePbkdf2Hash } from './write-hash.ts';

/** Hashers whose digests no import takes. */
const REFUSED: Readonly<Record<string, readonly [HashForm, HashRefusal]>> = {
  argon2i: ['argon2-other-type', 'argon2-type'],
  awscognito: ['kept-elsewhere', 'kept-elsewhere'],
  bcrypt_peppered: ['bcrypt-peppered', 'peppered'],
  bcrypt_sha256_django: ['bcrypt-pre-hashed', 'pre-hashed'],
  hmac_sha256_utf16_b64: ['plain-digest', 'other-algorithm'],
  ldap_ssha: ['scheme-in-braces', 'other-algorithm'],
  md5: ['plain-digest', 'other-algorithm'],
  md5_phpass: ['phpass', 'other-algorithm'],
  md5_salted: ['plain-digest', 'other-algorithm'],
  pbkdf2_sha1: ['pbkdf2-other-digest', 'other-digest'],
  pbkdf2_sha512: ['pbkdf2-other-digest', 'other-digest'],
  pbkdf2_sha512_hex: ['pbkdf2-other-digest', 'other-digest'],
  phpass: ['phpass', 'other-algorithm'],
  scrypt_firebase: ['firebase-scrypt', 'own-algorithm'],
  sha256: ['plain-digest', 'other-algorithm'],
  sha256_salted: ['plain-digest', 'other-algorithm'],
  sha512_symfony: ['plain-digest', 'other-algorithm'],
};
const PBKDF2 = /^pbkdf2_sha256\$(\d+)\$([^$]+)\$([^$]+)$/;

/** `password_digest` and `password_hasher` of a Clerk user (R754). */
export function readClerkHash(digest: string, hasher: string): HashVerdict {
  const text = digest.trim();
  if (text === '') return NO_HASH;
  const name = hasher.trim().toLowerCase();
  const refused = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
  if (refused !== undefined) return refuseHash(...refused);
  return name === 'pbkdf2_sha256' ? readPbkdf2(text) : readHash(text);
}

/** Salt and hash are both base64 here; in the form of Django, of the same look, the salt is text. */
function readPbkdf2(digest: string): HashVerdict {
  const [, iterations, salt, hash] = PBKDF2.exec(digest) ?? [];
  return carryHash('pbkdf2-parts', writePbkdf2Hash(iterations, decodeBase64(salt ?? ''), decodeBase64(hash ?? '')));
}
