import { CUSTOM_ATTRIBUTE_PREFIX } from '../../domain/pools/custom-attribute.ts';

/** What programs write where there is no value: SQL, Python, JavaScript, Ruby, spreadsheets, people. */
const NULL_WORDS: ReadonlySet<string> = new Set([
  'null',
  'NULL',
  'Null',
  '(null)',
  '(NULL)',
  '<null>',
  '<NULL>',
  '\\N',
  'NaN',
  'nan',
  'NAN',
  'None',
  'none',
  'NONE',
  '(none)',
  '(None)',
  'undefined',
  'nil',
  'NIL',
  '<nil>',
  'N/A',
  'n/a',
  'N.A.',
  'n.a.',
  '[object Object]',
  '{}',
  '[]',
  '-',
  '--',
]);

/** Characters of the longest of them. */
export const NULL_WORD_CHARACTERS_MAX = 15;

/** Whether a value is a word for a missing one. */
export function isNullWord(value: string): boolean {
  return value.length <= NULL_WORD_CHARACTERS_MAX && NULL_WORDS.has(value);
}

/** Words that only programs write. */
const OF_PROGRAMS: ReadonlySet<string> = new Set([
  '(null)',
  '(NULL)',
  '<null>',
  '<NULL>',
  '<nil>',
  '\\N',
  'undefined',
  '[object Object]',
]);
const LETTERS_ALONE = /^[a-z]+$/i;
const NAME_COLUMNS: ReadonlySet<string> = new Set([
  'cognito:username',
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
]);

/** Whether a word for a missing value cannot be meant in this column: people are called Null and Nan, and a team may be `none`. */
export function isSurelyNull(word: string, column: string): boolean {
  if (OF_PROGRAMS.has(word)) return true;
  return !column.startsWith(CUSTOM_ATTRIBUTE_PREFIX) && !(LETTERS_ALONE.test(word) && NAME_COLUMNS.has(column));
}
