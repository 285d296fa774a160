import { describe, expect, it } from 'vitest';
import { toPrintable } from './printable-text.ts';

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
