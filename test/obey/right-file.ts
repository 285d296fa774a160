import { DEFAULT_CSV_HEADER } from '../../src/check/default-csv-header.ts';
import type { RandomSource } from '../../src/cli/generate/random-source.ts';

/** Values by column; blank ones are left out. */
export type Person = Record<string, string>;

/** A file whose values are all right, before anything is spoiled. */
export interface RightFile {
  readonly columns: readonly string[];
  readonly people: readonly Person[];
}

/** Says which person a record is, whatever became of its other values. */
export const REFERENCE_COLUMN = 'custom:ref';

type Phone = readonly [code: string, area: string, number: string];

/** Numbers as they are written at home: calling code, area code without its 0, number. */
const PHONES: readonly [Phone, ...Phone[]] = [
  ['44', '20', '79460958'],
  ['44', '7700', '900123'],
  ['49', '30', '2345678'],
  ['49', '151', '23456789'],
  ['33', '1', '23456789'],
  ['31', '20', '1234567'],
  ['61', '2', '55501234'],
  ['1', '206', '5550100'],
  ['1', '415', '5550123'],
  ['353', '1', '5550199'],
];
/** Here the 0 is part of the number. */
const ITALIAN: Phone = ['39', '06', '55512345'];
const GIVEN = ['Ann', 'Bob', 'Zoë', 'José', 'Nan', 'Noah', 'Mei', 'Ólafur'] as const;
const FAMILY = ['Bee', "O'Neil", "'t Hooft", 'Müller', 'Null', 'Dee', 'São', 'Van Dyke'] as const;
const NOTES = ['', 'likes tea', 'moved\\ in May', 'see 12/3', '5" heel', 'costs 3.0'] as const;

/** People whose values look odd and are meant, among others. */
export function generateRightFile(random: RandomSource, size: number): RightFile {
  const others = DEFAULT_CSV_HEADER.filter((column) => column !== 'cognito:username');
  const columns = ['cognito:username', REFERENCE_COLUMN, ...others, 'custom:note'];
  const people = Array.from({ length: size }, (_, index): Person => {
    const given = random.pick(GIVEN);
    const username = `user${index}x${random.below(1000)}`;
    const [code, area, number] = random.chance(8) ? ITALIAN : random.pick(PHONES);
    const person: Person = {
      'cognito:username': username,
      given_name: given,
      family_name: random.pick(FAMILY),
      email: `${username}@example.${random.pick(['com', 'org', 'co.uk'])}`,
      email_verified: 'true',
      phone_number: `+${code}${area}${number}`,
      phone_number_verified: random.pick(['true', 'false']),
      birthdate: `${two(1 + random.below(12))}/${two(1 + random.below(28))}/${1940 + random.below(70)}`,
      updated_at: `${1_400_000_000 + random.below(300_000_000)}`,
      locale: random.pick(['en', 'de_DE', 'fr']),
      address: random.pick(['', '1 Any Street', 'Main Square 5, Berlin']),
      'custom:note': random.pick(NOTES),
      [REFERENCE_COLUMN]: `r${index}`,
    };
    if (random.chance(30)) person.name = `${given} ${person.family_name}`;
    return person;
  });
  return { columns, people };
}

function two(number: number): string {
  return `${number}`.padStart(2, '0');
}
