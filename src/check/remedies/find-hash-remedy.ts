import { HASH_FORMS, type HashForm } from '../../convert/hashes/hash-forms.ts';
import { readHash } from '../../convert/hashes/read-hash.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import type { HashAdvice } from './hash-texts.ts';

export interface HashRemedy {
  readonly advice: HashAdvice;
  /** The same hash in the form of Cognito, and the algorithm of its job. */
  readonly to?: string;
  readonly algorithm?: PasswordHashingAlgorithm;
}

/** What a value is that is no hash of Cognito's forms (R260 to R263), and how it is written right, if it can be. */
export function findHashRemedy(text: string): HashRemedy | undefined {
  const verdict = readHash(text);
  if (verdict.kind === 'absent') return { advice: 'hash-unusable' };
  const isCarried = verdict.kind === 'carried';
  // Of bcrypt without a name before it, only bits that belong to no byte could be other ones.
  if (isCarried && (verdict.hash === text || verdict.form === 'bcrypt')) return undefined;
  if (!isCarried && verdict.reason === 'too-costly' && verdict.form !== 'better-auth-scrypt') {
    return { advice: 'hash-too-costly' };
  }
  if (!isCarried && verdict.reason === 'argon2-version') return { advice: 'hash-argon2-version' };
  const advice = ADVICE[verdict.form];
  if (advice === undefined) return undefined;
  return isCarried ? { advice, to: verdict.hash, algorithm: verdict.algorithm } : { advice };
}

/** What made a hash that is in none of Cognito's forms, for people. */
export function nameForeignAlgorithm(text: string): string | undefined {
  const verdict = readHash(text);
  return verdict.kind === 'absent' || verdict.form === 'unknown' ? undefined : HASH_FORMS[verdict.form];
}

const ADVICE: Readonly<Partial<Record<HashForm, HashAdvice>>> = {
  bcrypt: 'hash-bcrypt-length',
  'bcrypt-prefixed': 'hash-bcrypt-prefix',
  'bcrypt-2x': 'hash-bcrypt-faulty',
  'bcrypt-no-letter': 'hash-bcrypt-no-letter',
  'bcrypt-pre-hashed': 'hash-pre-hashed',
  'phc-pbkdf2': 'hash-phc-pbkdf2',
  'ldap-pbkdf2': 'hash-phc-pbkdf2',
  'django-pbkdf2': 'hash-django-pbkdf2',
  'werkzeug-pbkdf2': 'hash-werkzeug-pbkdf2',
  'aspnet-pbkdf2': 'hash-aspnet',
  'pbkdf2-other-digest': 'hash-pbkdf2-digest',
  'aspnet-other-digest': 'hash-aspnet-sha512',
  'phc-scrypt': 'hash-phc-scrypt',
  'django-scrypt': 'hash-django-scrypt',
  'werkzeug-scrypt': 'hash-werkzeug-scrypt',
  'better-auth-scrypt': 'hash-better-auth',
  'firebase-scrypt': 'hash-firebase',
  argon2id: 'hash-argon2-form',
  'argon2id-prefixed': 'hash-argon2-prefix',
  'argon2-other-type': 'hash-argon2-type',
  phpass: 'hash-phpass',
  crypt: 'hash-crypt',
  'scheme-in-braces': 'hash-ldap',
  'plain-digest': 'hash-digest',
  'kept-elsewhere': 'hash-kept-elsewhere',
  'plain-password': 'hash-plain',
};
