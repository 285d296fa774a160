import { isBirthdate } from '../../domain/users/attribute-forms.ts';
import type { AdviceId } from './advice-texts.ts';
import { type DateOrders, NO_DATE_ORDERS } from './date-order.ts';
import { nameUnseen, toAsciiForms } from './unseen-characters.ts';
import { known, unknown, type ValueReading } from './value-reading.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** `1985-02-01`, and a time of day that moves it to no other day. */
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]+(?:00:00(?::00(?:\.0+)?)?)(?:Z|\s?UTC|[+-]00:?00)?)?$/i;
const YEAR_FIRST_WITH_TIME = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ]/;
const COMPACT = /^(1[89]\d\d|20\d\d)(\d\d)(\d\d)$/;
const YEAR_ALONE = /^(?:1[89]|20)\d\d$/;
const DAY_NUMBER = /^\d{4,5}(?:[.,]\d+)?$/;
const NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2}|\d{4})$/;
const DAY_OF_MONTH_NAME = /^(\d{1,2})(?:st|nd|rd|th)?[-\s.]*([a-z]{3,9})\.?[-\s,]*(\d{4})$/i;
const MONTH_NAME_DAY = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i;

/** What a birthdate was meant to be that is not `mm/dd/yyyy` (R204). Where day and month could be exchanged, the other dates decide. */
export function readBirthdate(value: string, orders: DateOrders = NO_DATE_ORDERS): ValueReading {
  const unseen = nameUnseen(value);
  const text = toAsciiForms(value)
    .trim()
    .replace(/^=?"([^"]*)"$/, '$1')
    .replace(/^'/, '')
    .trim();
  if (unseen !== undefined && isBirthdate(text)) return known('value-unseen', text, { characters: unseen });
  if (isBirthdate(text)) return known(value.startsWith("'") ? 'value-apostrophe' : 'value-quoted', text);

  const [, year, , month, day] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined) return date('date-year-first', month, day, year);
  if (YEAR_FIRST_WITH_TIME.test(text)) return unknown('date-with-time');
  const compact = COMPACT.exec(text);
  if (compact !== null) return date('date-year-first', compact[2], compact[3], compact[1]);
  if (YEAR_ALONE.test(text)) return unknown('date-year-alone');
  if (DAY_NUMBER.test(text)) return unknown('date-day-number');

  const named = DAY_OF_MONTH_NAME.exec(text);
  if (named !== null) return date('date-month-name', monthOf(named[2]), named[1], named[3]);
  const american = MONTH_NAME_DAY.exec(text);
  if (american !== null) return date('date-month-name', monthOf(american[1]), american[2], american[3]);
  const numbers = NUMBERS.exec(text);
  return numbers === null ? unknown('birthdate-malformed') : readNumbers(numbers, orders);
}

/** Whether dates that pass may be other days than were meant, because others of the column have the day first. */
export function mayBeExchanged(orders: DateOrders): boolean {
  return orders['/'] === 'day-first' || orders['/'] === 'mixed';
}

/** What is to be said of a date that passes in such a column; undefined if nothing is. */
export function readExchangedDate(value: string, orders: DateOrders): ValueReading | undefined {
  const [month = '', day = '', year = ''] = value.split('/');
  if (!mayBeExchanged(orders) || month === day || !isBirthdate(value)) return undefined;
  if (orders['/'] === 'day-first') return date('hint-date-day-first', day, month, year);
  return +day <= 12 ? unknown('hint-date-order-mixed') : undefined;
}

function readNumbers(
  [, first = '', sign = '/', second = '', year = '']: RegExpExecArray,
  orders: DateOrders,
): ValueReading {
  if (year.length === 2) return unknown('date-short-year');
  const isShort = first.length === 1 || second.length === 1;
  const order = sign === '/' ? orders[isShort ? 'short' : '/'] : orders[sign === '.' ? '.' : '-'];
  if (+first > 12) {
    // Alone it would be certain. But it is the only sign that the other dates of the column, which pass, have the day first too.
    if (sign === '/' && order !== 'day-first') return unknown('date-day-first');
    return date(sign === '/' ? 'date-day-first-all' : 'date-other-sign', second, first, year);
  }
  if (+second > 12 || first.padStart(2, '0') === second.padStart(2, '0') || order === 'month-first') {
    return date(sign === '/' ? 'date-digits-missing' : 'date-other-sign', first, second, year);
  }
  if (order === 'day-first') return date(sign === '/' ? 'date-day-first-all' : 'date-other-sign', second, first, year);
  return unknown('date-order-unknown');
}

function monthOf(name = ''): string {
  const lower = name.toLowerCase();
  const index = MONTHS.indexOf(lower.slice(0, 3));
  return index >= 0 && FULL_NAMES.includes(lower) ? `${index + 1}` : '';
}

const FULL_NAMES: readonly string[] = [
  ...MONTHS,
  'sept',
  ...'january february march april june july august september october november december'.split(' '),
];

/** The date, if there is such a day. */
function date(advice: AdviceId, month = '', day = '', year = ''): ValueReading {
  const text = `${month.padStart(2, '0')}/${day.padStart(2, '0')}/${year}`;
  return isBirthdate(text) ? known(advice, text) : unknown('birthdate-malformed');
}
