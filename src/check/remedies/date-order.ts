/**
 * Whether day or month stands first in dates of numbers, as far as the dates themselves tell. `mixed`: some have the day first, and too few
 * or too many others do not.
 */
export type DateOrder = 'month-first' | 'day-first' | 'mixed' | 'unknown';

/** Of dates with this sign between the numbers; `short`: with slashes, and a number of one digit. */
export type DateOrders = Readonly<Record<'/' | 'short' | '.' | '-', DateOrder>>;

export const NO_DATE_ORDERS: DateOrders = { '/': 'unknown', short: 'unknown', '.': 'unknown', '-': 'unknown' };

const DATE = /^(\d{1,2})([-/.])(\d{1,2})\2\d{2,4}$/;
/** Dates that must show an order: fewer may be slips of the keyboard. */
const SHOWN_MIN = 3;
/** Of all dates of a column that has the day first, about 60 in 100 show it. */
const SHOWN_PERCENT_MIN = 40;
/** So many that show one order outweigh one that shows the other. */
const OUTWEIGHS = 10;

interface Count {
  dayFirst: number;
  monthFirst: number;
  all: number;
}

/**
 * The order of a column's dates. A number above 12 is a day: where it stands first in many and second in none, all have the day first, those
 * too in which both numbers could be a month.
 */
export function findDateOrders(values: Iterable<string>): DateOrders {
  const counts = new Map<string, Count>();
  for (const value of values) {
    const [, first = '', sign = '', second = ''] = DATE.exec(value.replaceAll('"', '')) ?? [];
    if (sign === '') continue;
    const key = sign === '/' && (first.length === 1 || second.length === 1) ? 'short' : sign;
    const count = counts.get(key) ?? { dayFirst: 0, monthFirst: 0, all: 0 };
    counts.set(key, count);
    count.all += 1;
    if (+first > 12 && +second <= 12) count.dayFirst += 1;
    if (+second > 12 && +first <= 12) count.monthFirst += 1;
  }
  const slash = orderOf(addCounts(counts.get('/'), counts.get('short')));
  return {
    '/': slash,
    // Dates of two digits each are the right form and may come from another source: they show nothing about the others.
    short: slash === 'day-first' ? slash : orderOf(counts.get('short')),
    '.': orderOf(counts.get('.')),
    '-': orderOf(counts.get('-')),
  };
}

const NOTHING: Count = { dayFirst: 0, monthFirst: 0, all: 0 };

function orderOf(count = NOTHING): DateOrder {
  if (isDayFirst(count)) return 'day-first';
  const { dayFirst, monthFirst } = count;
  if (dayFirst > 0 && monthFirst < OUTWEIGHS * dayFirst) return 'mixed';
  return monthFirst >= SHOWN_MIN ? 'month-first' : 'unknown';
}

function isDayFirst({ dayFirst, monthFirst, all }: Count): boolean {
  return dayFirst >= SHOWN_MIN && monthFirst === 0 && dayFirst * 100 >= all * SHOWN_PERCENT_MIN;
}

function addCounts(one = NOTHING, other = NOTHING): Count {
  return {
    dayFirst: one.dayFirst + other.dayFirst,
    monthFirst: one.monthFirst + other.monthFirst,
    all: one.all + other.all,
  };
}
