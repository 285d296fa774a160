import type { SchemaAttribute } from '../../domain/pools/user-pool.ts';
import type { UnimportedTextId } from '../../domain/texts/record-texts.ts';
import { countCodePoints, isUsername } from '../../domain/users/attribute-forms.ts';
import { ATTRIBUTE_CHARACTERS_MAX } from '../../domain/users/user-limits.ts';
import { type DateOrders, NO_DATE_ORDERS } from './date-order.ts';
import { isNullWord } from './null-words.ts';
import { readBirthdate } from './read-birthdate.ts';
import { readEmail } from './read-email.ts';
import { readBoolean, readUpdatedAt } from './read-other-forms.ts';
import { readPhoneNumber } from './read-phone-number.ts';
import { nameUnseen, withoutInvisible } from './unseen-characters.ts';
import { known, unknown, type ValueReading } from './value-reading.ts';

/** What is known of the column of a value. */
export interface ValueContext {
  /** Of the pool, if the column is one. */
  readonly attribute?: SchemaAttribute | undefined;
  /** Of the column. */
  readonly dateOrders?: DateOrders | undefined;
}

/** Texts of values that are blank if there is nothing to say. */
const MAY_BE_BLANK: ReadonlySet<UnimportedTextId> = new Set([
  'email-malformed',
  'phone-number-malformed',
  'birthdate-malformed',
  'updated-at-malformed',
  'boolean-malformed',
]);

/** What to do about a value that failed with this text, if its look says why. The first cause that fits is taken. */
export function readFailedValue(
  textId: UnimportedTextId,
  value: string,
  { attribute, dateOrders = NO_DATE_ORDERS }: ValueContext = {},
): ValueReading | undefined {
  if (MAY_BE_BLANK.has(textId) && isNullWord(value)) return known('value-null-word', '');
  if (textId === 'nul-character') return undefined;
  switch (textId) {
    case 'email-malformed':
    case 'username-not-email':
      return readEmail(value);
    case 'phone-number-malformed':
    case 'username-not-phone-number':
      return readPhoneNumber(value);
    case 'username-not-email-or-phone-number':
      return value.includes('@') ? readEmail(value) : readPhoneNumber(value);
    case 'birthdate-malformed':
      return readBirthdate(value, dateOrders);
    case 'updated-at-malformed':
      return readUpdatedAt(value);
    case 'boolean-malformed':
      return readBoolean(value);
    case 'username-malformed':
      return readUsername(value);
    case 'constraint-violated':
      return attribute === undefined ? undefined : readBounds(value, attribute);
    default:
      return undefined;
  }
}

function readUsername(value: string): ValueReading | undefined {
  const text = withoutInvisible(value);
  if (text !== value && isUsername(text)) return known('value-unseen', text, { characters: nameUnseen(value) ?? '' });
  const unquoted = isQuoted(value) ? value.slice(1, -1).trim() : value;
  if (unquoted !== value && isUsername(unquoted)) return known('value-quoted', unquoted);
  return /\s/.test(value) ? unknown('username-white-space') : undefined;
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Names the bounds of the schema that the value is outside of (R192, R208, R209). */
function readBounds(
  value: string,
  { dataType, minLength, maxLength, minValue, maxValue }: SchemaAttribute,
): ValueReading {
  const unquoted = isQuoted(value) ? value.slice(1, -1).trim() : value;
  const characters = countCodePoints(value);
  if (dataType === 'Number') {
    if (unquoted !== value && NUMBER.test(unquoted)) return known('value-quoted', unquoted);
    if (/^\d+(?:[.,]\d+)?e\+?\d+$/i.test(value)) return unknown('value-rounded');
    if (!NUMBER.test(value)) return unknown('bounds-not-a-number');
    const range = describeRange(minValue, maxValue);
    if (range !== undefined && characters <= ATTRIBUTE_CHARACTERS_MAX) return unknown('bounds-of-number', { range });
  }
  const max = Math.min(Number(maxLength ?? ATTRIBUTE_CHARACTERS_MAX), ATTRIBUTE_CHARACTERS_MAX);
  const range = describeRange(minLength === '0' ? undefined : minLength, max.toLocaleString('en'));
  return unknown('bounds-of-length', { range: range ?? '', length: characters });
}

function describeRange(min: string | undefined, max: string | undefined): string | undefined {
  if (min !== undefined && max !== undefined) return min === max ? `exactly ${min}` : `${min} to ${max}`;
  return max !== undefined ? `at most ${max}` : min === undefined ? undefined : `at least ${min}`;
}

function isQuoted(value: string): boolean {
  return value.length > 2 && value.startsWith('"') && value.endsWith('"');
}
