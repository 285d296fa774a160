import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateField } from './locate-field.ts';
import { splitFields } from './split-fields.ts';

describe('locateField', () => {
  it.each([
    ['the first value', 'a,b', 0, { character: 1, text: 'a' }],
    ['behind an escaped comma (R172)', 'a\\,b,c', 1, { character: 6, text: 'c' }],
    ['as written, with its escapes (R174)', 'x,a\\,b', 1, { character: 3, text: 'a\\,b' }],
    ['behind a double backslash (R175)', 'a\\\\,b', 1, { character: 5, text: 'b' }],
    ['behind white space that is trimmed (R176)', 'a,  b ', 1, { character: 5, text: 'b' }],
    ['counted in code points (R182)', '\u{1f600},b', 1, { character: 3, text: 'b' }],
    ['a blank value at its comma (R191)', 'a, ,c', 1, { character: 3, text: '' }],
    ['a blank value at the end of the line', 'a,', 1, { character: 3, text: '' }],
    ['none behind the last', 'a,b', 2, undefined],
  ])('finds %s', (_name, line, index, place) => {
    expect(locateField(line, index)).toEqual(place);
  });

  it('finds what the splitter gives, whatever the line', () => {
    const line = fc.array(fc.constantFrom('a', ',', '\\', ' ', '\u00a0', '\u{1f600}')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(line, (text) => {
        const fields = splitFields(text);
        const found = fields.map((_field, index) => locateField(text, index));
        expect(found.map((place) => splitFields(place?.text ?? 'none'))).toEqual(fields.map((field) => [field]));
        expect(locateField(text, fields.length)).toBeUndefined();
        for (const place of found) {
          const rest = [...text].slice((place?.character ?? 0) - 1).join('');
          expect(rest.startsWith(place?.text ?? 'none')).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
