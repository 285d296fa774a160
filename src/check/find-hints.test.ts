import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlainFields } from '../csv/plain-fields.ts';
import { splitFields } from '../csv/split-fields.ts';
import { HintFinder } from './find-hints.ts';
import { findDateOrders, NO_DATE_ORDERS } from './remedies/date-order.ts';

const COLUMNS = ['name', 'updated_at', 'custom:team', 'email', 'phone_number', 'birthdate'];
const DAY_FIRST = findDateOrders(['31/01/1985', '30/01/1985', '29/01/1985']);

/** Values that get a hint, near ones that get none, and whatever else. */
const value = fc.oneof(
  fc.constantFrom(
    'null',
    'NULL',
    '\\N',
    '\\\\N',
    'NaN',
    'N/A',
    'n/a',
    'Nan',
    'Noah',
    'nu',
    '#N/A',
    '#REF!',
    '#1',
    '"x"',
    '"',
  ),
  fc.constantFrom(
    "'0123",
    "'",
    '1,5E+10',
    '1.5E+10',
    '2e+3',
    '3+4',
    '1471453471',
    '1471453471000',
    'Ã©',
    'Â°',
    'São',
    '\ufffd',
  ),
  fc.constantFrom(
    'None',
    'none',
    'nil',
    'undefined',
    'under',
    '(null)',
    '(x)',
    '<null>',
    '[object Object]',
    '{}',
    '-',
    '--',
    '-1',
    'N.A.',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const email = fc.oneof(
  value,
  fc.constantFrom(
    'a@b.co',
    '<a@b.co>',
    'mailto:a@b.co',
    'MAILTO:a@b.co',
    'a@b.co;',
    '(a@b.co)',
    'A<a@b.co>',
    'a\u200b@b.co',
    'me@b.co',
  ),
);
const phone = fc.oneof(
  value,
  fc.constantFrom('+442079460958', '+4402079460958', '+35301', '+3531', '+0', '+01', '+44', '+440', '+1', '+'),
);
const birthdate = fc.constantFrom('', '05/04/1985', '05/05/1985', '12/31/1985', 'x');

describe('looking for hints', () => {
  it.each([
    ['dates as they should be', NO_DATE_ORDERS],
    ['dates with the day first', DAY_FIRST],
  ])('at the bytes of a record passes over none that its text has: %s', (_name, dateOrders) => {
    const finder = new HintFinder(COLUMNS, dateOrders);
    const fields = new PlainFields(COLUMNS.length);
    let hinted = 0;
    fc.assert(
      fc.property(fc.tuple(value, value, value, email, phone, birthdate), (values) => {
        const line = Buffer.from(values.join(','));
        const hints = finder.find(splitFields(line.toString()));
        if (!fields.find(line, 0, line.length) || hints.length === 0) return;
        hinted += 1;
        expect(finder.mayFind(fields)).toBe(true);
      }),
      { numRuns: 5000 },
    );
    expect(hinted).toBeGreaterThan(500);
  });
});
