import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asText, countUnits, unitAt } from './code-units.ts';

describe('code units', () => {
  it('are those of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const units = Array.from({ length: text.length + 1 }, (_, index) => text.charCodeAt(index));
        expect(asText(text)).toBe(text);
        expect(units.map((_, index) => unitAt(text, index))).toEqual(units);
      }),
    );
  });

  it('are counted in all texts', () => {
    expect(countUnits(['', 'ab', '😀', 'ü'])).toBe(5);
    expect(countUnits([])).toBe(0);
  });
});
