import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { generatePasswordHash } from './generated-password-hash.ts';
import { type GeneratedPerson, generatePerson } from './generated-person.ts';
import { RandomSource } from './random-source.ts';
import { type DraftRecord, RecordSpoiler } from './spoil-record.ts';

export interface GenerateUsersOptions {
  /** Data records, the bad ones among them. */
  readonly users: number;
  /** The same seed gives the same file. */
  readonly seed: number;
  /** Records of 100 that a default pool does not import. Without `duplicatePercent` a quarter of them are users that came before. */
  readonly badPercent: number;
  readonly duplicatePercent?: number;
  /** Header of the file: `CSVHeader` of a pool. */
  readonly columns: readonly string[];
  /** Fills the column `password_hash`, which is blank otherwise, for a job of that algorithm. One user of twenty has none. */
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm | undefined;
}

const CHUNK_CHARACTERS = 64 * 1024;
/** Users that may come again. */
const REPEATABLE_USERNAMES_MAX = 1_000;
const LAST_UPDATE_SECONDS = 1_767_225_600;
const TEAMS = ['red', 'green', 'blue', 'équipe 4', 'チーム'] as const;

type ColumnValue = (person: GeneratedPerson, random: RandomSource) => string;

/** Often blank, as in the files people have. */
const COLUMN_VALUES: Readonly<Record<string, ColumnValue>> = {
  name: ({ givenName, familyName }) => `${givenName} ${familyName}`,
  given_name: ({ givenName }) => givenName,
  family_name: ({ familyName }) => familyName,
  nickname: ({ givenName }, random) => (random.chance(10) ? `${givenName.toLowerCase()} "x"` : ''),
  preferred_username: ({ username }, random) => (random.chance(5) ? username : ''),
  website: ({ username }, random) => (random.chance(5) ? `https://${username}.example.com` : ''),
  email: ({ email }) => email,
  email_verified: (_person, random) => random.pick(['true', 'true', 'TRUE', 'True']),
  gender: (_person, random) => random.pick(['', '', 'female', 'male', 'diverse']),
  birthdate: (_person, random) => (random.chance(30) ? birthdate(random) : ''),
  zoneinfo: ({ zoneinfo }) => zoneinfo,
  locale: ({ locale }) => locale,
  phone_number: ({ phoneNumber }) => phoneNumber,
  phone_number_verified: ({ phoneNumber }, random) =>
    phoneNumber === '' ? '' : random.pick(['true', 'false', 'FALSE']),
  address: ({ address }, random) => (random.chance(60) ? address : ''),
  updated_at: (_person, random) => (random.chance(30) ? `${LAST_UPDATE_SECONDS - random.below(300_000_000)}` : ''),
  'cognito:mfa_enabled': (_person, random) => random.pick(['', 'false', 'FALSE']),
  'cognito:username': ({ username }) => username,
};

/**
 * A CSV file in Cognito's dialect as a sequence of chunks, the header first. Good records are such for every pool with default
 * settings, String as the type of its custom attributes and email among the auto-verified attributes.
 */
export function* generateUsers(options: GenerateUsersOptions): Generator<string, void, void> {
  const { users, seed, columns, passwordHashingAlgorithm } = options;
  const duplicatePercent = options.duplicatePercent ?? options.badPercent / 4;
  const badPercent = options.badPercent - (options.duplicatePercent === undefined ? duplicatePercent : 0);
  const random = new RandomSource(seed);
  const spoiler = new RecordSpoiler(random, columns, passwordHashingAlgorithm !== undefined);
  const columnValues =
    passwordHashingAlgorithm === undefined
      ? COLUMN_VALUES
      : { ...COLUMN_VALUES, [PASSWORD_HASH_COLUMN]: passwordHashValue(passwordHashingAlgorithm) };
  const values = columns.map((column) => columnValues[column] ?? valueOfOtherColumn(column));
  const usernameAt = columns.indexOf('cognito:username');
  const earlier: string[] = [];
  let chunk = `${columns.join(',')}\n`;
  for (let index = 0; index < users; index++) {
    const person = generatePerson(random, index);
    const record: DraftRecord = { values: values.map((makeValue) => makeValue(person, random)), extraFields: 0 };
    const trouble = random.fraction() * 100;
    const repeated = trouble < duplicatePercent ? earlier[random.below(earlier.length)] : undefined;
    if (repeated !== undefined) {
      record.values[usernameAt] = repeated;
    } else if (trouble < duplicatePercent + badPercent && trouble >= duplicatePercent) {
      spoiler.spoil(record);
    } else if (earlier.length < REPEATABLE_USERNAMES_MAX) {
      earlier.push(person.username);
    } else if (random.chance(1)) {
      earlier[random.below(earlier.length)] = person.username;
    }
    chunk += lineOf(record, random.chance(1));
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

function lineOf({ values, extraFields }: DraftRecord, isPadded: boolean): string {
  const line = values.map(escapeValue).join(isPadded ? ' ,\t' : ',');
  return `${line}${','.repeat(extraFields)}\n`;
}

/** R174: a comma and a backslash are escaped by a backslash. */
function escapeValue(value: string): string {
  return value.includes(',') || value.includes('\\') ? value.replaceAll('\\', '\\\\').replaceAll(',', '\\,') : value;
}

/** Custom attributes have a short text or none; standard ones without a value of their own stay blank. */
function valueOfOtherColumn(column: string): ColumnValue {
  if (!column.includes(':')) return () => '';
  return (_person, random) => (random.chance(70) ? random.pick(TEAMS) : '');
}

function passwordHashValue(algorithm: PasswordHashingAlgorithm): ColumnValue {
  return (_person, random) => (random.chance(5) ? '' : generatePasswordHash(algorithm, random));
}

function birthdate(random: RandomSource): string {
  const twoDigits = (value: number) => `${value}`.padStart(2, '0');
  return `${twoDigits(1 + random.below(12))}/${twoDigits(1 + random.below(28))}/${1930 + random.below(80)}`;
}
