import { countUnits } from '../base/text/code-units.ts';
import { joinFields } from '../csv/join-fields.ts';
import { csvHeaderOf, USERNAME_COLUMN } from '../domain/imports/csv-header.ts';
import { decideRecord, type KeySet, type TakenKeys } from '../domain/imports/outcome-on-conflict.ts';
import { CSV_RECORDS_MAX, RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';
import type { Verdict } from '../domain/imports/verdict.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import { compileJudge, type Judge } from '../domain/records/judge-record.ts';
import { reasonText } from '../domain/texts/log-line.ts';
import type { FailureReason } from '../domain/texts/record-outcome.ts';
import { countCodePoints } from '../domain/users/attribute-forms.ts';
import type { UserKeys } from '../domain/users/user.ts';
import { explainBounds } from './explain-bounds.ts';
import type { ConvertPool } from './pools/convert-pool.ts';
import { KeyDigests } from './records/key-digests.ts';
import type { RecordPlace } from './records/key-places.ts';
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

interface PlacedKeys extends KeySet {
  findPlace(key: string): RecordPlace | undefined;
  mark(key: string): void;
  isMarked(key: string): boolean;
}

const NO_KEYS: PlacedKeys = {
  has: () => false,
  add: () => undefined,
  findPlace: () => undefined,
  mark: () => undefined,
  isMarked: () => false,
};

/** Places of users that are named. */
const PLACES_MAX = 20;

/** Users who were written with a user name, an address or a number of a record before them that was left out (R1111). */
export interface HeldByLeftOut {
  readonly users: number;
  /** `auth0.ndjson, line 7`, of the first 20. */
  readonly places: readonly string[];
}

/** Writes users that an import into the pool takes, each as if all before it were imported; refuses the others. */
export class UserWriter {
  readonly columns: readonly string[];
  readonly #pool: ConvertPool;
  readonly #judges = new Map<PasswordHashingAlgorithm | undefined, Judge>();
  readonly #taken: Readonly<Record<keyof TakenKeys, PlacedKeys>>;
  readonly #fileNames: string[] = [];
  /** Of the record at hand. */
  readonly #place = { file: 0, line: 0 };
  readonly #held: { users: number; readonly places: string[] } = { users: 0, places: [] };
  readonly #files: UserFiles;
  readonly #canaries = new Canaries();
  readonly #usernameAt: number;
  readonly #emailAt: number;
  readonly #phoneAt: number;

  /** `shareDone`: how much of the records was read, above 0 and up to 1. */
  constructor(pool: ConvertPool, output: ConvertOutput, shareDone: () => number) {
    this.#pool = pool;
    this.columns = csvHeaderOf(pool);
    this.#files = new UserFiles(this.columns, CSV_RECORDS_MAX, output);
    this.#usernameAt = this.columns.indexOf(USERNAME_COLUMN);
    this.#emailAt = this.columns.indexOf('email');
    this.#phoneAt = this.columns.indexOf('phone_number');
    const { usernameAttributes, aliasAttributes } = pool.settings;
    const keysOf = (name: 'email' | 'phone_number' | 'preferred_username'): PlacedKeys =>
      aliasAttributes.includes(name) || (name !== 'preferred_username' && usernameAttributes.includes(name))
        ? new KeyDigests(this.#place, shareDone)
        : NO_KEYS;
    this.#taken = {
      // Where user names are addresses or numbers, a user is stored under a new UUID, which nobody has (R219).
      usernames: usernameAttributes.length > 0 ? NO_KEYS : new KeyDigests(this.#place, shareDone),
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

  get held(): HeldByLeftOut {
    return this.#held;
  }

  startFile(name: string): void {
    this.#place.file = this.#fileNames.push(name) - 1;
  }

  /** Takes the keys of a record that was left out. */
  markLeftOut({ usernameKey, emailKey, phoneKey, preferredUsernameKey }: UserKeys): void {
    const { usernames, emails, phones, preferredUsernames } = this.#taken;
    if (usernameKey !== '') usernames.mark(usernameKey);
    if (emailKey !== null) emails.mark(emailKey);
    if (phoneKey !== null) phones.mark(phoneKey);
    if (preferredUsernameKey !== null) preferredUsernames.mark(preferredUsernameKey);
  }

  /**
   * Writes the user with these values, one for each column; or says why not, and writes nothing. `isFreeOfNul`: known of the values, not of the hash.
   */
  write(
    values: readonly string[],
    carried: CarriedHash | undefined,
    isFreeOfNul: boolean,
    line: number,
  ): LeftOutReason | undefined {
    this.#place.line = line;
    const algorithm = carried?.algorithm;
    const fields = carried === undefined ? values : [...values, carried.hash];
    const verdict = this.#judgeOf(algorithm)(fields, isFreeOfNul && carried?.hash.includes('\0') !== true);
    const units = countUnits(fields);
    if (isTooLong(fields, units)) return { id: 'record-too-long' };
    const outcome = decideRecord(verdict, this.#pool.settings, this.#taken);
    if (outcome === 'skipped') return { id: 'user-exists-already', values: { place: this.#placeOfTaken(verdict) } };
    if (outcome !== 'imported') return this.#explain(outcome, values, verdict);
    if (verdict.kind === 'accepted' && this.#isMarked(verdict.user)) this.#countHeld();
    const file = this.#files.write(fields, units, algorithm);
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

  #isMarked({ usernameKey, emailKey, phoneKey, preferredUsernameKey }: UserKeys): boolean {
    const { usernames, emails, phones, preferredUsernames } = this.#taken;
    return (
      usernames.isMarked(usernameKey) ||
      (emailKey !== null && emails.isMarked(emailKey)) ||
      (phoneKey !== null && phones.isMarked(phoneKey)) ||
      (preferredUsernameKey !== null && preferredUsernames.isMarked(preferredUsernameKey))
    );
  }

  #countHeld(): void {
    this.#held.users += 1;
    if (this.#held.places.length < PLACES_MAX) this.#held.places.push(this.#describe(this.#place));
  }

  #describe({ file, line }: RecordPlace): string {
    return `${this.#fileNames[file] ?? ''}, line ${line}`;
  }

  /** ` (auth0.ndjson, line 7)` of the user who has the user name or an alias already; blank if that is no longer known (R1112). */
  #placeOfTaken(verdict: Verdict): string {
    if (verdict.kind !== 'accepted') return '';
    const { usernameKey, emailKey, phoneKey, preferredUsernameKey } = verdict.user;
    const { usernames, emails, phones, preferredUsernames } = this.#taken;
    const place =
      usernames.findPlace(usernameKey) ??
      emails.findPlace(emailKey ?? '') ??
      phones.findPlace(phoneKey ?? '') ??
      preferredUsernames.findPlace(preferredUsernameKey ?? '');
    return place === undefined ? '' : ` (${this.#describe(place)})`;
  }

  #explain(reason: FailureReason, values: readonly string[], verdict: Verdict): LeftOutReason {
    const [textId, attribute] = reason;
    if (textId === 'alias-taken') {
      return { id: 'alias-taken', values: { attribute: `${attribute}`, place: this.#placeOfTaken(verdict) } };
    }
    if (textId === 'nothing-verified') {
      const hasContact = values[this.#emailAt] !== '' || values[this.#phoneAt] !== '';
      return { id: hasContact ? 'nothing-verified' : 'no-contact' };
    }
    const constrained =
      textId === 'constraint-violated' ? this.#pool.schema.find(({ name }) => name === attribute) : undefined;
    if (constrained === undefined) return { id: 'record-unacceptable', values: { text: reasonText(reason) } };
    // A user name that is an address or a number fills the column of its kind (R219).
    const value = values[this.columns.indexOf(constrained.name)] || values[this.#usernameAt];
    return explainBounds(constrained, value ?? '');
  }
}

/** Whether the line of these values, `units` code units in all, is longer than a record may be (R182). Escapes at most double it. */
function isTooLong(fields: readonly string[], units: number): boolean {
  if (fields.length + 2 * units <= RECORD_CHARACTERS_MAX) return false;
  return countCodePoints(joinFields(fields)) > RECORD_CHARACTERS_MAX;
}
