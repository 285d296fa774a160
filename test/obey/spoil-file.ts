import type { RandomSource } from '../../src/cli/generate/random-source.ts';
import { joinFields } from '../../src/csv/join-fields.ts';
import type { Person, RightFile } from './right-file.ts';
import { SPOILERS } from './spoil-value.ts';

const LOST_PERCENT = 10;
const COLUMNS = Object.keys(SPOILERS) as [string, ...string[]];

/** A file with faults, and how it was spoiled, for people. */
export interface SpoiledFile {
  readonly text: string;
  readonly spoiled: readonly string[];
}

type LineSpoiler = (values: readonly string[], line: string) => string | undefined;

/** Ways to spoil a line whose values are right. */
const LINES: Readonly<Record<string, LineSpoiler>> = {
  'a comma of its own': (values, line) =>
    values.some((value) => value.includes(', ')) ? line.replaceAll('\\,', ',') : undefined,
  'quotes around commas': (values) => values.map((value) => (value.includes(',') ? `"${value}"` : value)).join(','),
  'commas at the end': (_values, line) => `${line},,`,
  'no commas for the last blanks': (_values, line) => line.replace(/,+$/, ''),
};

/** Where it was missing cannot be found out: names and addresses have no form. */
const LOST_LINE: LineSpoiler = (_values, line) => line.replace(',,', ',');

const SYNONYMS: Readonly<Record<string, string>> = {
  'cognito:username': 'Login',
  given_name: 'First Name',
  family_name: 'Surname',
  email: 'E-mail',
  phone_number: 'Mobile phone',
  birthdate: 'Date of birth',
  updated_at: 'Updated',
};

/** Ways to write a header, and what is before it. */
const HEADERS: Readonly<Record<string, (columns: readonly string[]) => string>> = {
  'capital letters': (columns) =>
    columns.map((column) => (column.startsWith('custom:') ? column : column.toUpperCase())).join(),
  'Title Case': (columns) =>
    columns
      .map((column) =>
        column.startsWith('custom:')
          ? column
          : column.replaceAll('_', ' ').replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
      )
      .join(', '),
  'other words': (columns) => columns.map((column) => SYNONYMS[column] ?? column).join(),
  'the words of an owner': (columns) => columns.map((column) => (column === 'email' ? 'user_email' : column)).join(),
  'a BOM': (columns) => `\ufeff${columns.join()}`,
};

/** Spoils a file in a few ways, mostly such that what was meant can be read. */
export function spoilFile({ columns, people }: RightFile, random: RandomSource): SpoiledFile {
  const spoiled: string[] = [];
  const shown: Person[] = people.map((person) => ({ ...person }));
  const losesSomething = random.chance(LOST_PERCENT);
  const ways = 1 + random.below(4);
  for (let way = 0; way < ways; way += 1) {
    const column = random.pick(COLUMNS);
    const { readable, lost } = SPOILERS[column] ?? { readable: [], lost: [] };
    const list = losesSomething && way === 0 ? lost : readable;
    const number = random.below(list.length);
    const isWhole = random.chance(35);
    const chosen = random.below(shown.length);
    spoiled.push(`${column} ${losesSomething && way === 0 ? 'lost' : ''} ${number}${isWhole ? ' in all' : ''}`);
    for (const [index, person] of shown.entries()) {
      if (!isWhole && index !== chosen) continue;
      const right = people[index]?.[column] ?? '';
      person[column] = list[number]?.(right, random) ?? right;
    }
  }
  // Where no day is above 12, nothing in the file shows it.
  const isDayFirst = random.chance(6) && people.some(({ birthdate = '' }) => Number(birthdate.slice(3, 5)) > 12);
  if (isDayFirst) {
    spoiled.push('all dates with the day first');
    for (const [index, person] of shown.entries()) {
      const [month, day, year] = (people[index]?.birthdate ?? '').split('/');
      person.birthdate = `${day}/${month}/${year}`;
    }
  }
  const lineWay = random.chance(30) ? random.pick(Object.keys(LINES) as [string, ...string[]]) : undefined;
  const headerWay = random.chance(30) ? random.pick(Object.keys(HEADERS) as [string, ...string[]]) : undefined;
  const losesComma = losesSomething && random.chance(30);
  if (losesComma) spoiled.push('a comma too few');
  if (lineWay !== undefined) spoiled.push(lineWay);
  if (headerWay !== undefined) spoiled.push(headerWay);
  const spoiledLine = random.below(shown.length);
  const lines = shown.map((person, index) => {
    const values = columns.map((column) => person[column] ?? '');
    const line = joinFields(values);
    if (index !== spoiledLine) return line;
    if (losesComma) return LOST_LINE(values, line) ?? line;
    return lineWay === undefined ? line : (LINES[lineWay]?.(values, line) ?? line);
  });
  const header = headerWay === undefined ? columns.join() : HEADERS[headerWay]?.(columns);
  const repeats = random.chance(10) ? [columns.join()] : [];
  if (repeats.length > 0) spoiled.push('the header again');
  return { text: `${[header, ...lines, ...repeats].join(random.chance(20) ? '\r\n' : '\n')}\n`, spoiled };
}
