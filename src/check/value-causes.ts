import type { UnimportedTextId } from '../domain/texts/record-texts.ts';

/** What a value looks like that some rule refused: a closer cause, and a remedy that fits it. */
export interface ValueCause {
  readonly id: string;
  readonly remedy: string;
}

interface CausePattern extends ValueCause {
  /** Texts of the log that it may explain. */
  readonly textIds: readonly UnimportedTextId[];
  readonly pattern: RegExp;
}

/** The first that fits is taken. */
const CAUSES: readonly CausePattern[] = [
  {
    id: 'quotes',
    textIds: [
      'email-malformed',
      'phone-number-malformed',
      'username-malformed',
      'boolean-malformed',
      'birthdate-malformed',
      'updated-at-malformed',
      'constraint-violated',
      'password-hash-malformed',
      'password-hash-of-other-algorithm',
      'username-not-email',
      'username-not-email-or-phone-number',
      'username-not-phone-number',
    ],
    pattern: /^"[^"]*"$/,
    remedy: 'Write the value without quotes: they become part of it (R173).',
  },
  {
    id: 'apostrophe',
    textIds: [
      'email-malformed',
      'phone-number-malformed',
      'boolean-malformed',
      'birthdate-malformed',
      'updated-at-malformed',
      'constraint-violated',
    ],
    pattern: /^'/,
    remedy: 'Remove the apostrophe before the value: spreadsheets add it to mark text.',
  },
  {
    id: 'spreadsheet-number',
    textIds: ['phone-number-malformed', 'updated-at-malformed', 'constraint-violated'],
    pattern: /^[+-]?\d+(?:[.,]\d+)?E\+?\d+$/i,
    remedy:
      'A spreadsheet turned it into a rounded number. Copy the digits from the source again, after setting the format of the column to text.',
  },
  {
    id: 'year-first',
    textIds: ['birthdate-malformed'],
    pattern: /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:$|[T ])/,
    remedy: 'It is year, month, day. Write month/day/year with 2, 2 and 4 digits: 1985-02-01 becomes 02/01/1985.',
  },
  {
    id: 'day-first',
    textIds: ['birthdate-malformed'],
    pattern: /^\d{1,2}\.\d{1,2}\.\d{2,4}$/,
    remedy: 'It has dots, so it is probably day.month.year. Write month/day/year: 1.2.1985 becomes 02/01/1985.',
  },
  {
    id: 'month-over-12',
    textIds: ['birthdate-malformed'],
    pattern: /^(?:1[3-9]|2\d|3[01])\/\d{1,2}\/\d{2,4}$/,
    remedy:
      'It is day/month/year. Write the month first: 31/01/1985 becomes 01/31/1985. Check all dates: those up to the 12th do not fail.',
  },
  {
    id: 'digits-missing',
    textIds: ['birthdate-malformed'],
    pattern: /^\d{1,2}\/\d{1,2}\/\d{2,4}$/,
    remedy: 'Write month/day/year with 2, 2 and 4 digits and a day that exists: 2/1/85 becomes 02/01/1985.',
  },
  {
    id: 'day-number',
    textIds: ['birthdate-malformed'],
    pattern: /^\d{4,5}(?:[.,]\d+)?$/,
    remedy: 'It is the day number of a spreadsheet. Give the column the format mm/dd/yyyy before saving the file.',
  },
  {
    id: 'punctuation',
    textIds: ['phone-number-malformed'],
    pattern: /^\+[\d\s().\-/]+$/,
    remedy: 'Remove everything between the digits, and use at most 15: +1 (234) 555-0100 becomes +12345550100.',
  },
  {
    id: 'no-country',
    textIds: ['phone-number-malformed'],
    pattern: /^[\d\s().\-/]+$/,
    remedy:
      'Write + and the country code before the number, and nothing between the digits: 030 123 becomes +4930123 in Germany.',
  },
  {
    id: 'several',
    textIds: ['email-malformed'],
    pattern: /@.*[;,\s].*@/,
    remedy: 'Keep one address: a user has one email.',
  },
  {
    id: 'date',
    textIds: ['updated-at-malformed'],
    pattern: /\d[-/.]\d+[-/.]\d/,
    remedy: 'It is a date. Write seconds since 1970: 2016-08-17 17:04:31 UTC is 1471453471.',
  },
  {
    id: 'decimal',
    textIds: ['updated-at-malformed'],
    pattern: /^\d+[.,]\d+$/,
    remedy: 'Remove the fraction: whole seconds only.',
  },
  {
    id: 'other-word',
    textIds: ['boolean-malformed'],
    pattern: /^(?:yes|no|y|n|1|0|x|on|off|wahr|falsch|ja|nein|vrai|faux|oui|non|verdadero|falso|si|sí|vero|t|f)$/i,
    remedy: 'Write the English word true or false instead, whatever the language of the spreadsheet.',
  },
  {
    id: 'white-space',
    textIds: ['email-malformed', 'username-malformed'],
    pattern: /\s/,
    remedy: 'Remove the white space from the value.',
  },
];

/** Why the value probably failed with this text. */
export function findValueCause(textId: UnimportedTextId, value: string): ValueCause | undefined {
  return CAUSES.find(({ textIds, pattern }) => textIds.includes(textId) && pattern.test(value));
}

const OF_COUNT = {
  semicolons: 'The values are separated by semicolons or tabs. Save the file with commas.',
  trailingCommas: 'Remove the commas at the end of the line: nothing follows the last column.',
  hash: 'Write the commas of the password hash as \\, (R254).',
  quotedComma:
    'Quotes do not group a value here: they are ordinary characters (R173). Write the file without quotes, and a comma inside a value as \\, with a backslash.',
  quotedLineBreak: 'A value cannot contain a line break, in quotes or not (R178). Replace it with a space.',
} as const;

/** Why a record probably has not as many fields as there are columns, and the value (from 0) that it begins with, if any. */
export function findCountCause(
  fields: readonly string[],
  columnsCount: number,
): { readonly cause: ValueCause | undefined; readonly index: number | undefined } {
  const quoted = fields.findIndex((field) => field.startsWith('"') && (field === '"' || !field.endsWith('"')));
  const closed = fields.findIndex((field) => field.endsWith('"') && (field === '"' || !field.startsWith('"')));
  if (fields.length < columnsCount) {
    if (fields.length === 1 && /[;\t|]/.test(fields[0] ?? '')) return causeOfCount('semicolons', undefined);
    if (quoted < 0 && closed < 0) return { cause: undefined, index: undefined };
    return causeOfCount('quotedLineBreak', quoted < 0 ? undefined : quoted);
  }
  if (quoted >= 0) return causeOfCount('quotedComma', quoted);
  if (fields.slice(columnsCount).every((field) => field === '')) return causeOfCount('trailingCommas', columnsCount);
  const hash = fields.findIndex((field) => field.startsWith('$argon2id$'));
  return hash < 0 ? { cause: undefined, index: columnsCount } : causeOfCount('hash', hash);
}

function causeOfCount(id: keyof typeof OF_COUNT, index: number | undefined) {
  return { cause: { id, remedy: OF_COUNT[id] }, index };
}
