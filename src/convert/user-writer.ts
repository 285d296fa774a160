import { joinFields } from '../csv/join-fields.ts';
import { csvHeaderOf, USERNAME_COLUMN } from '../domain/imports/csv-header.ts';
import { decideRecord, type KeySet, type TakenKeys } from '../domain/imports/outcome-on-conflict.ts';
import { CSV_RECORDS_MAX, RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import { compileJudge, type Judge } from '../domain/records/judge-record.ts';
import { reasonText } from '../domain/texts/log-line.ts';
import type { FailureReason } from '../domain/texts/record-outcome.ts';
import { countCodePoints } from '../domain/users/attribute-forms.ts';
import type { ConvertPool } from './pools/convert-pool.ts';
import { KeyDigests } from './records/key-digests.ts';
import type { LeftOutReason } from './records/left-out.ts';
import { Canaries } from './writing/canaries.ts';
import type { ConvertOutput } from './writing/convert-output.ts';
import { UserFiles } from './writing/user-files.ts';

/** Hash and algorithm of a user who has one that an import takes. */
export interface CarriedHash {
  readonly algorithm: PasswordHashingAlgorithm;
  readonly hash: string;
  readonly form: string;
}

const NO_KEYS: KeySet = { has: () => false, add: () => undefined };

/** Writes users that an import into the pool takes, each as if all before it were imported; refuses the others. */
export class UserWriter {
  readonly columns: readonly string[];
  readonly #pool: ConvertPool;
  readonly #judges = new Map<PasswordHashingAlgorithm | undefined, Judge>();
  readonly #taken: TakenKeys;
  readonly #files: UserFiles;
  readonly #canaries = new Canaries();
  readonly #usernameAt: number;
  readonly #emailAt: number;
  readonly #phoneAt: number;

  constructor(pool: ConvertPool, output: ConvertOutput) {
    this.#pool = pool;
    this.columns = csvHeaderOf(pool);
    this.#files = new UserFiles(this.columns, CSV_RECORDS_MAX, output);
    this.#usernameAt = this.columns.indexOf(USERNAME_COLUMN);
    this.#emailAt = this.columns.indexOf('email');
    this.#phoneAt = this.columns.indexOf('phone_number');
    const { usernameAttributes, aliasAttributes } = pool.settings;
    const keysOf = (name: 'email' | 'phone_number' | 'preferred_username'): KeySet =>
      aliasAttributes.includes(name) || (name !== 'preferred_username' && usernameAttributes.includes(name))
        ? new KeyDigests()
        : NO_KEYS;
    this.#taken = {
      // Where user names are addresses or numbers, a user is stored under a new UUID, which nobody has (R219).
      usernames: usernameAttributes.length > 0 ? NO_KEYS : new KeyDigests(),
      emails: keysOf('email'),
      phones: keysOf('phone_number'),
      preferredUsernames: keysOf('preferred_username'),
    };
  }

  get files(): UserFiles['files'] {
    return this.#files.files;
  }

  get canaries(): string | undefined {
    return this.#canaries.table;
  }

  /**
   * Writes the user with these values, one for each column; or says why not, and writes nothing. `isFreeOfNul`: known of the values, not of the hash.
   */
  write(values: readonly string[], carried: CarriedHash | undefined, isFreeOfNul: boolean): LeftOutReason | undefined {
    const algorithm = carried?.algorithm;
    const fields = carried === undefined ? values : [...values, carried.hash];
    const verdict = this.#judgeOf(algorithm)(fields, isFreeOfNul && carried?.hash.includes('\0') !== true);
    if (isTooLong(fields)) return { id: 'record-too-long' };
    const outcome = decideRecord(verdict, this.#pool.settings, this.#taken);
    if (outcome === 'skipped') return { id: 'user-exists-already' };
    if (outcome !== 'imported') return this.#explain(outcome, values);
    const file = this.#files.write(fields, algorithm);
    if (carried !== undefined)
      this.#canaries.offer(values[this.#usernameAt] ?? '', file, carried.algorithm, carried.form);
    return undefined;
  }

  end(): void {
    this.#files.end();
  }

  #judgeOf(algorithm: PasswordHashingAlgorithm | undefined): Judge {
    let judge = this.#judges.get(algorithm);
    if (judge === undefined) {
      const columns = algorithm === undefined ? this.columns : csvHeaderOf(this.#pool, { hashImport: true });
      judge = compileJudge({
        pool: this.#pool,
        columns,
        passwordHashingAlgorithm: algorithm,
        encodesAttributes: false,
        newSub: () => '',
        digestKey: (key) => key,
      });
      this.#judges.set(algorithm, judge);
    }
    return judge;
  }

  #explain(reason: FailureReason, values: readonly string[]): LeftOutReason {
    const [textId, attribute] = reason;
    if (textId === 'alias-taken') return { id: 'alias-taken', values: { attribute: `${attribute}` } };
    if (textId === 'nothing-verified') {
      const hasContact = values[this.#emailAt] !== '' || values[this.#phoneAt] !== '';
      return { id: hasContact ? 'nothing-verified' : 'no-contact' };
    }
    return { id: 'record-unacceptable', values: { text: reasonText(reason) } };
  }
}

/** Whether the line of these values is longer than a record may be (R182). Escapes at most double it. */
function isTooLong(fields: readonly string[]): boolean {
  let characters = fields.length;
  for (let index = 0; index < fields.length; index++) characters += 2 * (fields[index]?.length ?? 0);
  return characters > RECORD_CHARACTERS_MAX && countCodePoints(joinFields(fields)) > RECORD_CHARACTERS_MAX;
}
