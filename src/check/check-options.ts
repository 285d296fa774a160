import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import type { EarlierRecords } from './earlier-records.ts';
import type { FileLimits } from './file-limits.ts';
import type { RecordFinding } from './finding.ts';
import type { PoolToCheckAgainst } from './pool-to-check-against.ts';
import type { FileToCheck } from './source/file-to-check.ts';

export interface CheckOptions {
  readonly file: FileToCheck;
  /** Whether bytes are UTF-8: the function of `node:buffer`, where there is one. */
  readonly isUtf8: (bytes: Uint8Array) => boolean;
  /** For people. */
  readonly fileName: string;
  readonly limits: FileLimits;
  /** The pool, by the header of the file. */
  readonly poolOf: (header: readonly string[]) => PoolToCheckAgainst;
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm | undefined;
  /** Of the files before, and of the pool; the file has begun there. Undefined: it is the only one, and the pool has no users. */
  readonly earlier?: EarlierRecords | undefined;
  readonly showValues: boolean;
  /** How many findings of each kind are kept, or given to `onFinding`. */
  readonly findingsPerKindMax: number;
  /** Called with each finding; then only the first of each kind is kept. */
  readonly onFinding?: ((finding: RecordFinding) => void) | undefined;
  readonly onBytes?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
