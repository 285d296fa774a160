import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, fitWidth, toPrintable } from './printable-text.ts';

describe('toPrintable', () => {
  it.each([
    ['\u001b[2J\u001b]0;owned\u0007', '\\u{1b}[2J\\u{1b}]0;owned\\u{7}'],
    ['a\rb\u009b', 'a\\u{d}b\\u{9b}'],
    ['abc\u202Etxt.exe', 'abc\\u{202e}txt.exe'],
    ['half \ud83d', 'half \\u{d83d}'],
    ['José Ångström 李 😀', 'José Ångström 李 😀'],
  ])('makes %j harmless', (text, printable) => {
    expect(toPrintable(text)).toBe(printable);
  });
});

describe('fitWidth', () => {
  it.each([
    ['ann', 5, 'ann  '],
    ['李小龙', 8, '李小龙  '],
    ['李小龙', 4, '李… '],
    ['e\u0301', 2, 'e\u0301 '],
    ['abcdef', 4, 'abc…'],
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
