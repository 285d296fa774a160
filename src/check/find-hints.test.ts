import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlainFields } from '../csv/plain-fields.ts';
import { splitFields } from '../csv/split-fields.ts';
import { HintFinder } from './find-hints.ts';

const COLUMNS = ['name', 'updated_at', 'custom:team'];

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
  fc.string({ unit: 'binary', maxLength: 6 }),
);

describe('looking for hints', () => {
  it('at the bytes of a record passes over none that its text has', () => {
    const finder = new HintFinder(COLUMNS);
    const fields = new PlainFields(COLUMNS.length);
    let hinted = 0;
    fc.assert(
      fc.property(fc.tuple(value, value, value), (values) => {
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
