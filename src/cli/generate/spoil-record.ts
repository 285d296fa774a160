import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import type { RandomSource } from './random-source.ts';

/** A record that is about to be written: values by column, not yet escaped. Spoilers change it. */
export interface DraftRecord {
  readonly values: string[];
  /** Fields added after the last one. */
  extraFields: number;
}

/** New values by column. */
type Spoiler = Readonly<Record<string, (random: RandomSource) => string>>;

/** One fault each, for which every pool with default settings fails a record. */
const SPOILERS: readonly [Spoiler, ...Spoiler[]] = [
  { name: () => 'nul\0character' },
  { 'cognito:username': () => '' },
  { 'cognito:username': () => 'two words' },
  { 'cognito:username': () => 'x'.repeat(129) },
  { email_verified: () => 'yes' },
  { phone_number_verified: () => '1' },
  { 'cognito:mfa_enabled': () => 'maybe' },
  { email: () => '' },
  { email: (random) => random.pick(['no-at.example.com', 'two@at@example.com', 'x@localhost', 'a b@example.com']) },
  { phone_number: (random) => random.pick(['0301234567', '+49 30 123', '+1234567890123456', '+']) },
  { birthdate: (random) => random.pick(['1985-02-01', '02/30/1985', '2/1/1985', '13/01/1985']) },
  { updated_at: (random) => random.pick(['yesterday', '-1', '1471453471.5']) },
  { phone_number: () => '', phone_number_verified: () => 'true' },
  { email_verified: () => 'false', phone_number_verified: () => 'false' },
  { 'cognito:mfa_enabled': () => 'true' },
];

/** For jobs with password hashes: rubbish, parameters over their maximum for each algorithm. */
const HASH_SPOILERS: readonly Spoiler[] = [
  { [PASSWORD_HASH_COLUMN]: () => 'Correct-Horse-7' },
  {
    [PASSWORD_HASH_COLUMN]: (random) =>
      random.pick([
        `$2b$13$${'a'.repeat(53)}`,
        `131072$8$1$${'00'.repeat(16)}$${'00'.repeat(32)}`,
        `$argon2id$v=19$m=19457,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
        `$pbkdf2-sha256$600001$${'A'.repeat(22)}$${'A'.repeat(43)}`,
      ]),
  },
];

/** Values over a limit: rare, so that they do not make the file large. */
const LONG_SPOILERS: readonly [Spoiler, ...Spoiler[]] = [
  { nickname: () => '长'.repeat(2_049) },
  { profile: () => 'x'.repeat(16_001) },
];
const LONG_RECORDS_MAX = 50;

/** Makes records bad, each in one way, for files with these columns. */
export class RecordSpoiler {
  readonly #random: RandomSource;
  readonly #columns: readonly string[];
  readonly #spoilers: readonly Spoiler[];
  readonly #longSpoilers: readonly Spoiler[];
  #longRecords = 0;

  constructor(random: RandomSource, columns: readonly string[], hasPasswordHashes = false) {
    this.#random = random;
    this.#columns = columns;
    const isUsable = (spoiler: Spoiler) => Object.keys(spoiler).every((column) => columns.includes(column));
    this.#spoilers = [...SPOILERS, ...(hasPasswordHashes ? HASH_SPOILERS : [])].filter(isUsable);
    this.#longSpoilers = LONG_SPOILERS.filter(isUsable);
  }

  spoil(record: DraftRecord): void {
    const kind = this.#random.below(this.#spoilers.length + 2);
    const spoiler = this.#spoilers[kind];
    if (spoiler !== undefined) {
      this.#apply(spoiler, record);
    } else if (
      kind === this.#spoilers.length &&
      this.#longRecords < LONG_RECORDS_MAX &&
      this.#longSpoilers.length > 0
    ) {
      const long = this.#longSpoilers[this.#longRecords++ % this.#longSpoilers.length];
      if (long !== undefined) this.#apply(long, record);
    } else if (this.#random.chance(50) && record.values.length > 1) {
      record.values.pop();
    } else {
      record.extraFields = 1 + this.#random.below(3);
    }
  }

  #apply(spoiler: Spoiler, record: DraftRecord): void {
    for (const [column, value] of Object.entries(spoiler)) {
      record.values[this.#columns.indexOf(column)] = value(this.#random);
    }
  }
}
