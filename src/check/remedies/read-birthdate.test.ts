import { describe, expect, it } from 'vitest';
import { findDateOrders, NO_DATE_ORDERS } from './date-order.ts';
import { readBirthdate, readExchangedDate } from './read-birthdate.ts';

const DAY_FIRST = findDateOrders(['31/01/1985', '25/12/1990', '13/3/1970', '05/04/1985']);
const MONTH_FIRST = findDateOrders(['1/31/1985', '2/25/1990', '3/13/1970', '5/4/1985']);

describe('readBirthdate', () => {
  it.each([
    ['1985-02-01', '02/01/1985', 'date-year-first'],
    ['1985/2/1', '02/01/1985', 'date-year-first'],
    ['1985-02-01T00:00:00.000Z', '02/01/1985', 'date-year-first'],
    ['1985-02-01 00:00', '02/01/1985', 'date-year-first'],
    ['19850201', '02/01/1985', 'date-year-first'],
    ['1 Feb 1985', '02/01/1985', 'date-month-name'],
    ['01-FEB-1985', '02/01/1985', 'date-month-name'],
    ['February 1st, 1985', '02/01/1985', 'date-month-name'],
    ['31.1.1985', '01/31/1985', 'date-other-sign'],
    ['31-01-1985', '01/31/1985', 'date-other-sign'],
    ['1.1.1985', '01/01/1985', 'date-other-sign'],
    ['2/13/1985', '02/13/1985', 'date-digits-missing'],
    ['"02/01/1985"', '02/01/1985', 'value-quoted'],
    ["'02/01/1985", '02/01/1985', 'value-apostrophe'],
    ['02\u2060/01/1985', '02/01/1985', 'value-unseen'],
    ['02／01／1985', '02/01/1985', 'value-unseen'],
  ])('reads %s (R204)', (value, to, advice) => {
    expect(readBirthdate(value)).toMatchObject({ advice, to, safe: true });
  });

  it.each([
    ['1985', 'date-year-alone'],
    ['31079', 'date-day-number'],
    ['1985-01-31T23:00:00.000Z', 'date-with-time'],
    ['1.2.1985', 'date-order-unknown'],
    ['2/1/1985', 'date-order-unknown'],
    ['2/1/85', 'date-short-year'],
    ['31/01/1985', 'date-day-first'],
    ['1985-02-30', 'birthdate-malformed'],
    ['1 Foo 1985', 'birthdate-malformed'],
    ['1 marching 1985', 'birthdate-malformed'],
    ['20011985', 'birthdate-malformed'],
    ['unknown', 'birthdate-malformed'],
  ])('leaves %s to a person (R204)', (value, advice) => {
    expect(readBirthdate(value)).toMatchObject({ advice, safe: false });
    expect(readBirthdate(value).to).toBeUndefined();
  });

  it('takes the order of the other dates where day and month could be exchanged', () => {
    expect(readBirthdate('31/01/1985', DAY_FIRST).to).toBe('01/31/1985');
    expect(readBirthdate('5/4/1985', DAY_FIRST).to).toBe('04/05/1985');
    expect(readBirthdate('5/4/1985', MONTH_FIRST).to).toBe('05/04/1985');
    expect(readBirthdate('5.4.1985', findDateOrders(['31.1.1985', '30.1.1985', '29.1.1985'])).to).toBe('04/05/1985');
  });

  it('tells of dates that pass where others of the column have the day first', () => {
    expect(readExchangedDate('05/04/1985', DAY_FIRST)).toMatchObject({ to: '04/05/1985', safe: true });
    const mixed = findDateOrders(['31/01/1985', '01/31/1985']);
    expect(readExchangedDate('05/04/1985', mixed)).toEqual({ advice: 'hint-date-order-mixed', safe: false });
    expect(readExchangedDate('05/05/1985', DAY_FIRST)).toBeUndefined();
    expect(readExchangedDate('05/04/1985', NO_DATE_ORDERS)).toBeUndefined();
  });
});

describe('findDateOrders', () => {
  const days = (count: number, write: (day: number) => string) =>
    Array.from({ length: count }, (_, index) => write(index + 13));

  it.each([
    ['no dates', [], 'unknown'],
    ['dates that could be both', ['01/02/1985', '11/12/1985'], 'unknown'],
    ['the month first', days(5, (day) => `02/${day}/1985`), 'month-first'],
    ['the day first', days(5, (day) => `${day}/02/1985`), 'day-first'],
    ['one with the day first', ['01/02/1985', '13/02/1985'], 'mixed'],
    ['one slip among many', [...days(15, (day) => `02/${day}/1985`), '13/02/1985'], 'month-first'],
    ['as many of both', [...days(5, (day) => `02/${day}/1985`), ...days(5, (day) => `${day}/02/1985`)], 'mixed'],
    [
      'too few for a column of them',
      [...days(3, (day) => `${day}/02/1985`), ...Array.from({ length: 9 }, () => '01/02/1985')],
      'mixed',
    ],
  ])('finds the order of a column with %s', (_name, values, order) => {
    expect(findDateOrders(values)['/']).toBe(order);
  });
});
