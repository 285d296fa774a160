import type { UnimportedTextId } from '../domain/texts/record-texts.ts';
import type { AdviceId } from './remedies/advice-texts.ts';

interface CausePattern {
  readonly advice: AdviceId;
  /** Texts of the log that it may explain. */
  readonly textIds: readonly UnimportedTextId[];
  readonly pattern: RegExp;
}

/** The first that fits is taken. */
const CAUSES: readonly CausePattern[] = [
  {
    advice: 'value-quoted',
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
  },
  {
    advice: 'value-apostrophe',
    textIds: [
      'email-malformed',
      'phone-number-malformed',
      'boolean-malformed',
      'birthdate-malformed',
      'updated-at-malformed',
      'constraint-violated',
    ],
    pattern: /^'/,
  },
  {
    advice: 'value-rounded',
    textIds: ['phone-number-malformed', 'updated-at-malformed', 'constraint-violated'],
    pattern: /^[+-]?\d+(?:[.,]\d+)?E\+?\d+$/i,
  },
  {
    advice: 'date-year-first',
    textIds: ['birthdate-malformed'],
    pattern: /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:$|[T ])/,
  },
  {
    advice: 'date-dots',
    textIds: ['birthdate-malformed'],
    pattern: /^\d{1,2}\.\d{1,2}\.\d{2,4}$/,
  },
  {
    advice: 'date-day-first',
    textIds: ['birthdate-malformed'],
    pattern: /^(?:1[3-9]|2\d|3[01])\/\d{1,2}\/\d{2,4}$/,
  },
  {
    advice: 'date-digits-missing',
    textIds: ['birthdate-malformed'],
    pattern: /^\d{1,2}\/\d{1,2}\/\d{2,4}$/,
  },
  {
    advice: 'date-day-number',
    textIds: ['birthdate-malformed'],
    pattern: /^\d{4,5}(?:[.,]\d+)?$/,
  },
  {
    advice: 'phone-punctuation',
    textIds: ['phone-number-malformed'],
    pattern: /^\+[\d\s().\-/]+$/,
  },
  {
    advice: 'phone-no-country',
    textIds: ['phone-number-malformed'],
    pattern: /^[\d\s().\-/]+$/,
  },
  {
    advice: 'email-several',
    textIds: ['email-malformed'],
    pattern: /@.*[;,\s].*@/,
  },
  {
    advice: 'updated-at-date',
    textIds: ['updated-at-malformed'],
    pattern: /\d[-/.]\d+[-/.]\d/,
  },
  {
    advice: 'updated-at-fraction',
    textIds: ['updated-at-malformed'],
    pattern: /^\d+[.,]\d+$/,
  },
  {
    advice: 'boolean-word',
    textIds: ['boolean-malformed'],
    pattern: /^(?:yes|no|y|n|1|0|x|on|off|wahr|falsch|ja|nein|vrai|faux|oui|non|verdadero|falso|si|sí|vero|t|f)$/i,
  },
  {
    advice: 'value-white-space',
    textIds: ['email-malformed', 'username-malformed'],
    pattern: /\s/,
  },
];

/** What to do about a value that failed with this text, if its look says why. */
export function findValueAdvice(textId: UnimportedTextId, value: string): AdviceId | undefined {
  return CAUSES.find(({ textIds, pattern }) => textIds.includes(textId) && pattern.test(value))?.advice;
}

/** Why a record probably has not as many fields as there are columns, and the value (from 0) that it begins with, if any. */
export function findCountAdvice(
  fields: readonly string[],
  columnsCount: number,
): { readonly advice: AdviceId | undefined; readonly index: number | undefined } {
  const quoted = fields.findIndex((field) => field.startsWith('"') && (field === '"' || !field.endsWith('"')));
  const closed = fields.findIndex((field) => field.endsWith('"') && (field === '"' || !field.startsWith('"')));
  if (fields.length < columnsCount) {
    if (fields.length === 1 && /[;\t|]/.test(fields[0] ?? '')) return { advice: 'count-separators', index: undefined };
    if (quoted < 0 && closed < 0) return { advice: undefined, index: undefined };
    return { advice: 'count-quoted-line-break', index: quoted < 0 ? undefined : quoted };
  }
  if (quoted >= 0) return { advice: 'count-quoted-comma', index: quoted };
  if (fields.slice(columnsCount).every((field) => field === ''))
    return { advice: 'count-trailing-commas', index: columnsCount };
  const hash = fields.findIndex((field) => field.startsWith('$argon2id$'));
  return hash < 0 ? { advice: undefined, index: columnsCount } : { advice: 'count-hash', index: hash };
}
