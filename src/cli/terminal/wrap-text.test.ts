import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

describe('wrapText', () => {
  it.each([
    ['a line that fits', 'one two three', 20, undefined, 'one two three'],
    ['a longer one at its spaces', 'one two three', 8, undefined, 'one two\nthree'],
    ['an indented one under itself', '  one two three', 9, undefined, '  one two\n  three'],
    ['one with a hanging indent', 'bob  one two', 9, 5, 'bob  one\n     two'],
    [
      'a word that is too long, which stays whole',
      'a cognito:username,name b',
      10,
      undefined,
      'a\ncognito:username,name\nb',
    ],
    ['each line by itself', 'one two\n\n three', 4, undefined, 'one\ntwo\n\n three'],
    ['wide characters', '李小龙 李小龙', 9, undefined, '李小龙\n李小龙'],
  ])('wraps %s', (_name, text, columns, hang, wrapped) => {
    expect(wrapText(text, columns, hang)).toBe(wrapped);
  });

  it('keeps every word, and every line that has more than one word within the width', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 5, max: 60 }), (given, columns) => {
        const lines = wrapText(given.join(' '), columns).split('\n');
        expect(lines.flatMap((line) => line.split(' '))).toEqual(given);
        for (const line of lines) if (line.includes(' ')) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
