import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisonKey } from './comparison-key.ts';

describe('comparisonKey', () => {
  it.each([
    ['John', 'john'],
    ['JOSÉ', 'jose\u0301'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
    ['ÅNGSTRÖM', 'a\u030angstro\u0308m'],
    ['\u212bngstrom', '\u00e5ngstrom'],
    ['ДМИТРИЙ', 'дмитрий'],
  ])('takes %s for %s in a pool that does not tell cases apart (R228, R231)', (one, other) => {
    expect(comparisonKey(one, false)).toBe(comparisonKey(other, false));
    expect(comparisonKey(one, true)).not.toBe(comparisonKey(other, true));
  });

  it('takes composed and decomposed forms for one name in every pool (R231)', () => {
    expect(comparisonKey('jose\u0301', true)).toBe('jos\u00e9');
  });

  it.each([
    ['straße', 'strasse'],
    ['ﬁ', 'fi'],
    ['a', 'ａ'],
  ])('tells %s from %s (R231)', (one, other) => {
    expect(comparisonKey(one, false)).not.toBe(comparisonKey(other, false));
  });

  it('is a key of itself, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, caseSensitive) => {
        const key = comparisonKey(text, caseSensitive);
        expect(comparisonKey(key, caseSensitive)).toBe(key);
      }),
    );
  });

  it('is a key of itself for every code point, alone and with each combining mark after it', () => {
    const changed: string[] = [];
    const check = (text: string) => {
      const key = comparisonKey(text, false);
      if (comparisonKey(key, false) !== key) changed.push(text);
    };
    for (let code = 0x80; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      const hasCase = character.toLowerCase() !== character;
      if (hasCase || character.normalize('NFC') !== character) check(character);
      if (!hasCase) continue;
      for (let mark = 0x300; mark < 0x370; mark++) check(character + String.fromCodePoint(mark));
    }
    expect(changed).toEqual([]);
  });

  it('does not depend on the text beside it', () => {
    const letter = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(letter, letter, (one, other) => {
        const joined = comparisonKey(`${one}/${other}`, false);
        expect(joined).toBe(`${comparisonKey(one, false)}/${comparisonKey(other, false)}`.normalize('NFC'));
      }),
    );
  });
});
