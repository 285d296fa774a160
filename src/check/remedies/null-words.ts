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
