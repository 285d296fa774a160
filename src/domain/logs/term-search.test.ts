import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTermSearch } from './term-search.ts';

function findAll(terms: readonly string[], text: string): string[] {
  const found: string[] = [];
  createTermSearch(terms).find(text, (term) => {
    found.push(terms[term] ?? '');
    return false;
  });
  return found;
}

describe('a search for terms', () => {
  it.each([
    ['a word in a text', ['b'], 'abc', ['b']],
    ['terms that end in each other', ['abc', 'bc', 'c'], 'xabcx', ['abc', 'bc', 'c']],
    ['a term that begins inside another one', ['abab', 'bac'], 'ababac', ['abab', 'bac']],
    ['a term once, however often it occurs', ['a'], 'aaaa', ['a']],
    ['a term whose link was told before it', ['ab', 'b'], 'b ab', ['b', 'ab']],
    ['nothing in an empty text', ['a'], '', []],
    ['nothing without terms', [], 'abc', []],
    ['both halves of a pair of surrogates', ['\ud83d', '\ude00'], '\u{1f600}', ['\ud83d', '\ude00']],
  ])('finds %s (R552)', (_, terms, text, found) => {
    expect(findAll(terms, text)).toEqual(found);
  });

  it('finds what a search for each term finds, each once (R552)', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'a', 'b', 'é', '\u{1f600}'), minLength: 1, maxLength: 6 });
    const terms = fc.uniqueArray(word, { maxLength: 40 });
    const text = fc.string({ unit: fc.constantFrom('a', 'a', 'b', 'é', 'c', '\u{1f600}'), maxLength: 60 });
    fc.assert(
      fc.property(terms, text, (each, message) => {
        expect(findAll(each, message).toSorted()).toEqual(each.filter((term) => message.includes(term)).toSorted());
      }),
      { numRuns: 1_000 },
    );
  });

  it('knows nothing of the text before (R552)', () => {
    const search = createTermSearch(['ab', 'cd']);
    const found: number[] = [];
    const note = (term: number) => found.push(term) > 100;
    search.find('xa', note);
    search.find('b', note);
    expect(found).toEqual([]);
    search.find('ab', note);
    search.find('ab', note);
    expect(found).toEqual([0, 0]);
  });

  it('stops where it is told to (R552)', () => {
    const found: number[] = [];
    createTermSearch(['a', 'b']).find('ab', (term) => found.push(term) === 1);
    expect(found).toEqual([0]);
  });
});
