import { describe, expect, it } from 'vitest';
import { beginsVisibly } from './white-space.ts';

const CHARACTERS = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).filter((character) =>
  character.isWellFormed(),
);

function isVisible(text: string, end = Buffer.byteLength(text)): boolean {
  return beginsVisibly(Buffer.from(text), 0, end);
}

describe('the first character of a line', () => {
  it('is never taken for a visible one if `trim` takes it away (R180)', () => {
    expect(CHARACTERS.filter((character) => character.trim() === '' && isVisible(`${character}a`))).toEqual([]);
  });

  it.each(['a', ',', 'é', 'ß', 'Ł', 'Ж', 'ん', '中', '한', '😀'])('%s is told to be visible', (character) => {
    expect(isVisible(character)).toBe(true);
  });

  it.each([
    ['nothing', '', 0],
    ['a character that is cut behind its first byte', '中', 1],
  ])('%s has to be looked at further', (_, text, end) => {
    expect(isVisible(text, end)).toBe(false);
  });
});
