import type { PasswordHashingAlgorithm } from '../../../../../src/domain/password-hashes/password-hashing-algorithm.ts';
import type { LeftOutBefore } from '../../../service/files-at-hand.ts';
import type { Proposal } from '../pool-choice.ts';
import type { NamedFile } from '../worker/tasks.ts';

/** The file of a conversion that is checked and imported. */
export interface UsedConversion {
  /** By its name among the files of the conversion. */
  readonly made: string;
  /** Under a name that says of which export it is. */
  readonly file: NamedFile;
  readonly passwordHashingAlgorithm: PasswordHashingAlgorithm | undefined;
  readonly proposal: Proposal | undefined;
  /** Undefined: nobody. */
  readonly leftOut: LeftOutBefore | undefined;
  /** The page goes on to the check. */
  readonly arrives: boolean;
}
