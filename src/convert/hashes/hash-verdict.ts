import { judgePasswordHash } from '../../domain/password-hashes/password-hash.ts';
import {
  PASSWORD_HASHING_ALGORITHMS,
  type PasswordHashingAlgorithm,
} from '../../domain/password-hashes/password-hashing-algorithm.ts';
import type { HashForm } from './hash-forms.ts';
import type { HashRefusal } from './hash-refusals.ts';

/** What becomes of a hash of another system. */
export type HashVerdict =
  /** `hash` is what the file says, before its commas are escaped; `algorithm` is that of its job. */
  | {
      readonly kind: 'carried';
      readonly form: HashForm;
      readonly algorithm: PasswordHashingAlgorithm;
      readonly hash: string;
    }
  /** The user had a password and comes without. */
  | { readonly kind: 'refused'; readonly form: HashForm; readonly reason: HashRefusal }
  /** The user had no password. */
  | { readonly kind: 'absent' };

export const NO_HASH: HashVerdict = { kind: 'absent' };

export function refuseHash(form: HashForm, reason: HashRefusal): HashVerdict {
  return { kind: 'refused', form, reason };
}

/** Holds a hash to what an import accepts (R251, R260 to R263). `hash` is undefined where a part of it was missing. */
export function carryHash(form: HashForm, hash: string | undefined): HashVerdict {
  if (hash === undefined) return refuseHash(form, 'damaged');
  const algorithm = findAlgorithm(hash, 'accepted');
  if (algorithm !== undefined) return { kind: 'carried', form, algorithm, hash };
  const isTooCostly = findAlgorithm(hash, 'password-hash-out-of-bounds') !== undefined;
  return refuseHash(form, isTooCostly ? 'too-costly' : 'damaged');
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
