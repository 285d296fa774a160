import type { HashForm } from './hash-forms.ts';
import type { HashRefusal } from './hash-refusals.ts';
import { carryHash, type HashVerdict, NO_HASH, refuseHash } from './hash-verdict.ts';
import { readAspNetHash } from './read-aspnet-hash.ts';
import {
  rewriteArgon2id,
  rewriteBcrypt,
  rewriteDjangoPbkdf2,
  rewriteDjangoScrypt,
  rewriteLdapPbkdf2,
  rewritePhcPbkdf2,
  rewritePhcScrypt,
  rewriteWerkzeugPbkdf2,
  rewriteWerkzeugScrypt,
  withoutPrefix,
} from './rewrite-hash.ts';

interface TextForm {
  readonly form: HashForm;
  readonly pattern: RegExp;
  /** The same hash as an import takes it, undefined if it is not whole; or why it cannot be carried. */
  readonly outcome: ((text: string) => string | undefined) | HashRefusal;
}

const asIs = (text: string) => text;

/** The first that fits is taken. */
const FORMS: readonly TextForm[] = [
  {
    form: 'bcrypt-pre-hashed',
    pattern: /^(?:\$wp\$2[abxy]\$|bcrypt_sha256\$|\$bcrypt-sha256\$)/,
    outcome: 'pre-hashed',
  },
  {
    form: 'bcrypt-2x',
    pattern: /^(?:(?:\{(?:bcrypt|crypt)\}|bcrypt[:$]))?\$2x\$/i,
    outcome: 'bcrypt-faulty',
  },
  {
    form: 'bcrypt-prefixed',
    pattern: /^(?:\{(?:bcrypt|crypt)\}|bcrypt[:$])\$2[aby]\$/i,
    outcome: rewriteBcrypt,
  },
  { form: 'bcrypt-no-letter', pattern: /^\$2\$/, outcome: 'bcrypt-no-letter' },
  { form: 'bcrypt', pattern: /^\$2[aby]\$/, outcome: rewriteBcrypt },
  { form: 'pbkdf2', pattern: /^\$pbkdf2-sha256\$\d+\$[^$]+\$[^$=]{43}$/, outcome: asIs },
  { form: 'phc-pbkdf2', pattern: /^\$pbkdf2-sha256\$/, outcome: rewritePhcPbkdf2 },
  { form: 'ldap-pbkdf2', pattern: /^\{PBKDF2-SHA256\}/i, outcome: rewriteLdapPbkdf2 },
  { form: 'django-pbkdf2', pattern: /^pbkdf2_sha256\$/, outcome: rewriteDjangoPbkdf2 },
  { form: 'werkzeug-pbkdf2', pattern: /^pbkdf2:sha256:/, outcome: rewriteWerkzeugPbkdf2 },
  { form: 'scrypt', pattern: /^\d+\$\d+\$\d+\$/, outcome: asIs },
  { form: 'phc-scrypt', pattern: /^\$scrypt\$/, outcome: rewritePhcScrypt },
  { form: 'django-scrypt', pattern: /^scrypt\$\d/, outcome: rewriteDjangoScrypt },
  { form: 'werkzeug-scrypt', pattern: /^scrypt:\d/, outcome: rewriteWerkzeugScrypt },
  {
    form: 'argon2-other-type',
    pattern: /^(?:argon2[:$]?|\{argon2[id]?\})?\$?argon2[id]?\$(?!argon2id\$)/i,
    outcome: 'argon2-type',
  },
  { form: 'argon2id', pattern: /^\$argon2id\$(?!v=19\$)/, outcome: 'argon2-version' },
  { form: 'argon2id', pattern: /^\$argon2id\$/, outcome: rewriteArgon2id },
  {
    form: 'argon2id-prefixed',
    pattern: /^(?:argon2|\{argon2(?:id)?\}|argon2[:$])\$argon2id\$/i,
    outcome: (text) => rewriteArgon2id(withoutPrefix(text)),
  },
  {
    form: 'pbkdf2-other-digest',
    pattern: /^[${]?pbkdf2(?:[_:-]?sha-?(?:1|224|384|512))?[:$}]/i,
    outcome: 'other-digest',
  },
  { form: 'firebase-scrypt', pattern: /^\$fbscrypt\$/, outcome: 'own-algorithm' },
  { form: 'better-auth-scrypt', pattern: /^[0-9a-f]{32}:[0-9a-f]{128}$/i, outcome: 'too-costly' },
  { form: 'phpass', pattern: /^\$[PHS]\$/, outcome: 'other-algorithm' },
  {
    form: 'crypt',
    pattern: /^\$(?:1|3|5|6|7|8|9|y|gy|md5|apr1|sha1|sm3|sm3_yescrypt)[,$]/,
    outcome: 'other-algorithm',
  },
  { form: 'plain-password', pattern: /^\{(?:noop|clear|cleartext|plain)\}/i, outcome: 'not-hashed' },
  { form: 'scheme-in-braces', pattern: /^\{[A-Za-z0-9@_.-]+\}/, outcome: 'other-algorithm' },
  { form: 'kept-elsewhere', pattern: /^awscognito#/, outcome: 'kept-elsewhere' },
  {
    form: 'plain-digest',
    pattern: /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})(?::.+)?$/i,
    outcome: 'other-algorithm',
  },
  {
    form: 'plain-digest',
    pattern: /^(?:\*[0-9A-F]{40}|(?:md5|sha1|sha256|sha512|unsalted_md5|unsalted_sha1)\$.*)$/,
    outcome: 'other-algorithm',
  },
  {
    form: 'plain-digest',
    pattern: /^(?:[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{27}=|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)$/,
    outcome: 'other-algorithm',
  },
  { form: 'plain-password', pattern: /^[^$:]{1,24}$/, outcome: 'not-hashed' },
];

/** Django marks a user without a password by an exclamation mark, with 40 random characters behind it; systems like Unix by a sign alone. */
const MARKS_OF_NO_PASSWORD = /^(?:!(?:[A-Za-z0-9]{40})?|!!|\*)$/;
/** Longer ones are not looked at; the longest that can be carried has some 250 characters. */
const HASH_CHARACTERS_MAX = 2_048;

export interface HashReading {
  /** Whether the application may have added a secret to the passwords, which a bcrypt hash does not show (R757). */
  readonly pepper: 'none' | 'possible';
}

/** What becomes of a hash that is one text (R750 to R757). White space around it is not part of it. */
export function readHash(value: string, { pepper }: HashReading = { pepper: 'none' }): HashVerdict {
  const text = value.trim();
  if (text === '' || MARKS_OF_NO_PASSWORD.test(text)) return NO_HASH;
  if (text.length > HASH_CHARACTERS_MAX) return refuseHash('unknown', 'unknown');
  const verdict = readForm(text);
  const isBcrypt = verdict.kind === 'carried' && verdict.algorithm === 'BCRYPT';
  return isBcrypt && pepper === 'possible' ? refuseHash(verdict.form, 'pepper-possible') : verdict;
}

function readForm(text: string): HashVerdict {
  const aspNet = readAspNetHash(text);
  if (aspNet !== undefined) return aspNet;
  const found = FORMS.find(({ pattern }) => pattern.test(text));
  if (found === undefined) return refuseHash('unknown', 'unknown');
  const { form, outcome } = found;
  return typeof outcome === 'string' ? refuseHash(form, outcome) : carryHash(form, outcome(text));
}
