import type { AdviceId } from './advice-texts.ts';
import { isNullWord, isSurelyNull } from './null-words.ts';
import { readEmail } from './read-email.ts';
import { repairEncoding } from './repair-encoding.ts';
import { known, unknown, type ValueReading } from './value-reading.ts';

const [DOUBLE_QUOTE, SINGLE_QUOTE, HASH, ZERO, NINE] = [0x22, 0x27, 0x23, 0x30, 0x39];
const NUMBER = /^\d+(?:[.,]\d+)?E\+\d+$/i;
const ERROR = /^#(?:N\/A|NAME\?|REF!|VALUE!|DIV\/0!|NUM!|NULL!|#+)$/;
const MILLISECONDS_DIGITS = 13;
/** What a spreadsheet marks as text that would be a number or a formula otherwise. Family names begin with an apostrophe too: 't Hooft. */
const MARKED_TEXT = /^'[\d+=@-]/;
/** Most addresses: of this form they have nothing around them. */
const PLAIN_EMAIL = /^[a-z0-9][\w.+-]*@[a-z0-9.-]*[a-z0-9]$/i;
/** People are called Null, Nan and None. */
const MAY_BE_NAME = /^[A-Z][a-z]+$/;
/** Nobody writes their values in quotes: a nickname or a note may be. */
const UNQUOTED_COLUMNS: ReadonlySet<string> = new Set([
  'cognito:username',
  'given_name',
  'family_name',
  'middle_name',
  'email',
  'gender',
  'zoneinfo',
  'locale',
  'profile',
  'picture',
  'website',
]);
/** UTF-8 that was read as Windows-1252 and written again, or what a decoder puts in place of bytes it cannot read. */
const DAMAGED = /\ufffd|[\u00c2\u00c3][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]/;

/** What is to be said of a value, not blank, that every rule accepts and that is probably a mistake. */
export function readPassingValue(value: string, column: string): ValueReading | undefined {
  const reading = column === 'email' ? readPassingEmail(value) : undefined;
  return reading ?? readByStart(value, column) ?? (DAMAGED.test(value) ? readDamaged(value) : undefined);
}

function readPassingEmail(value: string): ValueReading | undefined {
  if (PLAIN_EMAIL.test(value)) return undefined;
  const reading = readEmail(value);
  // Of quotes the common hint tells.
  return reading?.advice === 'value-quoted' ? undefined : reading;
}

function readByStart(value: string, column: string): ValueReading | undefined {
  const first = value.charCodeAt(0);
  if (first >= ZERO && first <= NINE) {
    if (column === 'updated_at') return value.length >= MILLISECONDS_DIGITS ? readMilliseconds(value) : undefined;
    return NUMBER.test(value) ? unknown('hint-rounded') : undefined;
  }
  if (first === DOUBLE_QUOTE) {
    return value.length > 1 && value.endsWith('"') ? readQuotes(value.slice(1, -1).trim(), column) : undefined;
  }
  if (first === SINGLE_QUOTE) {
    return MARKED_TEXT.test(value) ? unsure('hint-apostrophe', value.slice(1).trim()) : unknown('hint-apostrophe');
  }
  if (first === HASH) return ERROR.test(value) ? unknown('hint-spreadsheet-error') : undefined;
  if (!isNullWord(value)) return undefined;
  if (MAY_BE_NAME.test(value) || column === 'cognito:username') return unknown('hint-null-word');
  return isSurelyNull(value, column) ? known('hint-null-word', '') : unsure('hint-null-word', '');
}

/** Quotes around a whole value are those of another dialect of CSV; some values may be meant so. */
function readQuotes(inner: string, column: string): ValueReading {
  if (/^"*$/.test(inner)) return unsure('hint-quotes', '');
  return inner.includes('"') || !UNQUOTED_COLUMNS.has(column)
    ? unsure('hint-quotes', inner)
    : known('hint-quotes', inner);
}

function readMilliseconds(value: string): ValueReading {
  return value.length === MILLISECONDS_DIGITS
    ? known('hint-milliseconds', value.slice(0, -3))
    : unknown('hint-milliseconds');
}

function readDamaged(value: string): ValueReading {
  const to = repairEncoding(value);
  return to === undefined ? unknown('hint-damaged-text') : known('hint-damaged-text', to);
}

/** Most likely, but the value may be meant as it is. */
function unsure(advice: AdviceId, to: string): ValueReading {
  return { advice, to, safe: false };
}
