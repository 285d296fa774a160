import { judgePasswordHash } from '../../domain/password-hashes/password-hash.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import type { UnimportedTextId } from '../../domain/texts/record-texts.ts';
import { findHashRemedy } from './find-hash-remedy.ts';
import { known, unknown, type ValueReading } from './value-reading.ts';

/** What to do about a value of `password_hash` that failed with this text in a job of this algorithm (R250). */
export function readPasswordHash(
  textId: UnimportedTextId,
  value: string,
  algorithm: PasswordHashingAlgorithm | undefined,
): ValueReading | undefined {
  if (algorithm === undefined || !HASH_FAULTS.includes(textId)) return undefined;
  const quoted = /^(["'])(.+)\1$/.exec(value)?.[2];
  if (quoted !== undefined && judgePasswordHash(algorithm, quoted).kind === 'accepted')
    return known('value-quoted', quoted);
  const found = findHashRemedy(quoted ?? value);
  if (found === undefined) return undefined;
  return found.to !== undefined && found.algorithm === algorithm
    ? known(found.advice, found.to)
    : unknown(found.advice);
}

/** Where the value is no hash of the algorithm. */
const HASH_FAULTS: readonly UnimportedTextId[] = ['password-hash-malformed', 'password-hash-of-other-algorithm'];
