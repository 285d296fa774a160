import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPrintable } from '../../base/text/printable-text.ts';
import { displayWidth, fitWidth } from './text-width.ts';

describe('displayWidth', () => {
  it.each([
    ['ann', 3],
    ['李小龙', 6],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 2],
    ['👍🏽', 2],
    ['🇫🇷', 2],
    ['한국', 4],
  ])('counts the columns of %s', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('fitWidth', () => {
  it.each([
    ['ann', 5, 'ann  '],
    ['李小龙', 8, '李小龙  '],
    ['李小龙', 4, '李… '],
    ['e\u0301', 2, 'e\u0301 '],
    ['abcdef', 4, 'abc…'],
    ['a👍🏽b👍🏽', 4, 'a👍🏽…'],
  ])('fits %s into %i columns', (text, width, fitted) => {
    expect(fitWidth(text, width)).toBe(fitted);
  });

  it('always fills the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(displayWidth(fitWidth(toPrintable(text), width))).toBe(width);
      }),
    );
  });
});
