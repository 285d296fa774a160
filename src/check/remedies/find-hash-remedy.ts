import { judgePasswordHash } from '../../domain/password-hashes/password-hash.ts';
import {
  PASSWORD_HASHING_ALGORITHMS,
  type PasswordHashingAlgorithm,
} from '../../domain/password-hashes/password-hashing-algorithm.ts';
import type { HashAdvice } from './hash-texts.ts';
import {
  rewriteAspNet,
  rewriteDjangoPbkdf2,
  rewriteDjangoScrypt,
  rewriteWerkzeugPbkdf2,
  rewriteWerkzeugScrypt,
  withoutPrefix,
} from './rewrite-hash.ts';

interface HashForm {
  readonly advice: HashAdvice;
  /** For people. */
  readonly algorithm: string;
  readonly pattern: RegExp;
  /** The same hash as Cognito writes it; undefined if it is not whole. */
  readonly rewrite?: (text: string) => string | undefined;
}

/** Forms of other programs. The first that fits is taken. */
const FORMS: readonly HashForm[] = [
  {
    advice: 'hash-pre-hashed',
    algorithm: 'bcrypt over another digest',
    pattern: /^(?:\$wp\$2[abxy]\$|bcrypt_sha256\$|\$bcrypt-sha256\$)/,
  },
  {
    advice: 'hash-bcrypt-prefix',
    algorithm: 'bcrypt',
    pattern: /^(?:\{(?:bcrypt|crypt)\}|bcrypt[:$])\$2[abxy]\$/i,
    rewrite: withoutPrefix,
  },
  { advice: 'hash-bcrypt-no-letter', algorithm: 'bcrypt', pattern: /^\$2\$/ },
  { advice: 'hash-bcrypt-length', algorithm: 'bcrypt', pattern: /^\$2[abxy]\$/ },
  { advice: 'hash-django-pbkdf2', algorithm: 'PBKDF2', pattern: /^pbkdf2_sha256\$/, rewrite: rewriteDjangoPbkdf2 },
  { advice: 'hash-werkzeug-pbkdf2', algorithm: 'PBKDF2', pattern: /^pbkdf2:sha256:/, rewrite: rewriteWerkzeugPbkdf2 },
  { advice: 'hash-django-scrypt', algorithm: 'scrypt', pattern: /^scrypt\$\d/, rewrite: rewriteDjangoScrypt },
  { advice: 'hash-werkzeug-scrypt', algorithm: 'scrypt', pattern: /^scrypt:\d/, rewrite: rewriteWerkzeugScrypt },
  {
    advice: 'hash-argon2-prefix',
    algorithm: 'argon2id',
    pattern: /^(?:argon2|\{argon2\}|argon2:)\$argon2id\$/i,
    rewrite: withoutPrefix,
  },
  { advice: 'hash-argon2-type', algorithm: 'argon2', pattern: /^(?:argon2|\{argon2\})?\$argon2[id]?\$/ },
  { advice: 'hash-pbkdf2-digest', algorithm: 'PBKDF2', pattern: /^\$?pbkdf2(?:[_:-]sha(?:1|384|512))?[:$]/ },
  { advice: 'hash-aspnet', algorithm: 'PBKDF2', pattern: /^AQAAAAE[A-Za-z0-9+/]{50,}=*$/, rewrite: rewriteAspNet },
  {
    advice: 'hash-aspnet-sha512',
    algorithm: 'PBKDF2',
    pattern: /^(?:AQAAAA[AI][A-Za-z0-9+/]{50,}|A[A-P][A-Za-z0-9+/]{64}==)=*$/,
  },
  { advice: 'hash-firebase', algorithm: "Firebase's scrypt", pattern: /^\$fbscrypt\$/ },
  { advice: 'hash-better-auth', algorithm: 'scrypt', pattern: /^[0-9a-f]{32}:[0-9a-f]{128}$/i },
  { advice: 'hash-phpass', algorithm: 'phpass', pattern: /^\$[PH]\$/ },
  { advice: 'hash-crypt', algorithm: 'crypt', pattern: /^\$(?:1|5|6|7|y|md5)\$/ },
  { advice: 'hash-ldap', algorithm: 'a scheme in braces', pattern: /^\{[A-Za-z0-9-]+\}/ },
  {
    advice: 'hash-digest',
    algorithm: 'a plain digest',
    pattern: /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i,
  },
  { advice: 'hash-unusable', algorithm: 'unknown form', pattern: /^!/ },
  { advice: 'hash-plain', algorithm: 'unknown form', pattern: /^[^$:]{1,24}$/ },
];

export interface HashRemedy {
  readonly advice: HashAdvice;
  /** The same hash in the form of Cognito, and the algorithm of its job. */
  readonly to?: string;
  readonly algorithm?: PasswordHashingAlgorithm;
}

/** What a value is that is no hash of Cognito's forms (R260 to R263), and how it is written right, if it can be. */
export function findHashRemedy(text: string): HashRemedy | undefined {
  const form = FORMS.find(({ pattern }) => pattern.test(text));
  if (form === undefined) return undefined;
  const { advice } = form;
  const to = form.rewrite?.(text);
  if (to === undefined) return { advice };
  const algorithm = findAlgorithm(to, 'accepted');
  if (algorithm !== undefined) return { advice, to, algorithm };
  return findAlgorithm(to, 'password-hash-out-of-bounds') === undefined ? { advice } : { advice: 'hash-too-costly' };
}

/** What made a hash that is in none of Cognito's forms, for people. */
export function nameForeignAlgorithm(text: string): string | undefined {
  return FORMS.find(({ pattern }) => pattern.test(text))?.algorithm;
}

/** The algorithm for which the hash is judged so. */
export function findAlgorithm(
  text: string,
  judged: 'accepted' | 'password-hash-out-of-bounds',
): PasswordHashingAlgorithm | undefined {
  return PASSWORD_HASHING_ALGORITHMS.find((algorithm) => {
    const verdict = judgePasswordHash(algorithm, text);
    return (verdict.kind === 'accepted' ? verdict.kind : verdict.textId) === judged;
  });
}
