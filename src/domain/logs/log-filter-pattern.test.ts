import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLogFilterPattern } from './log-filter-pattern.ts';

const FAILED = '[FAILED] Line Number 7 - Invalid email address format.';
const SKIPPED = '[SKIPPED] Line Number 8 - The user already exists.';

function filter(pattern: string, messages: readonly string[]): string[] {
  const verdict = parseLogFilterPattern(pattern);
  if (verdict.kind === 'refused') throw new Error(verdict.text);
  return messages.filter(verdict.matches);
}

interface NaiveTerm {
  readonly sign: '' | '?' | '-';
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Few short words, so that they occur in each other and in the messages. */
const word = fc.constantFrom('a', 'ab', 'b', 'B', 'ERROR', 'user_1', 'é', '7');
const messageWord = fc.oneof(word, fc.constantFrom('[a]', 'a-b', '"'));
const sign = fc.constantFrom<NaiveTerm['sign'][]>('', '?', '-');
const term: fc.Arbitrary<NaiveTerm> = fc.oneof(
  fc.record({ sign, text: word, isQuoted: fc.boolean() }),
  fc.record({ sign, text: fc.constantFrom('a b', '[a]', 'a-b', ' ', '?b'), isQuoted: fc.constant(true) }),
);

/** Word by word: each without a sign must be there, each with `-` must not, and if all have `?` one of them must. */
function naivelyMatches(terms: readonly NaiveTerm[], message: string): boolean {
  let wanted = 0;
  let optional = 0;
  let found = 0;
  for (const { sign, text } of terms) {
    const occurs = message.split(text).length > 1;
    if (sign === '-' && occurs) return false;
    if (sign === '' && !occurs) return false;
    if (sign === '?') optional += 1;
    else wanted += 1;
    if (sign === '?' && occurs) found += 1;
  }
  return wanted > 0 || optional === 0 || found > 0;
}

describe('a log filter pattern', () => {
  it.each([
    ['', [FAILED, SKIPPED]],
    ['  ', [FAILED, SKIPPED]],
    ['FAILED', [FAILED]],
    ['failed', []],
    ['Line Number', [FAILED, SKIPPED]],
    ['Line email', [FAILED]],
    ['"[FAILED]"', [FAILED]],
    ['"Line Number 8"', [SKIPPED]],
    ['?FAILED ?SKIPPED', [FAILED, SKIPPED]],
    ['?email ?nothing', [FAILED]],
    ['-FAILED', [SKIPPED]],
    ['-"[SKIPPED]"', [FAILED]],
    ['Line -email', [SKIPPED]],
    ['?FAILED exists', [SKIPPED]],
  ])('%j finds its messages (N33)', (pattern, found) => {
    expect(filter(pattern, [FAILED, SKIPPED])).toEqual(found);
  });

  it.each(['[FAILED]', '[a, b]', '{ $.a = 1 }', ' {', '%regex%'])('refuses %s (N34)', (pattern) => {
    expect(parseLogFilterPattern(pattern)).toEqual({ kind: 'refused', text: 'The filter pattern is not supported.' });
  });

  it.each([
    ['a.b', 'a.b'],
    ['ok user@example', 'user@example'],
    ['"open', '"open'],
    ['"a"b', '"a"b'],
    ['-', '-'],
  ])('wants quotes around anything but letters, digits and _: %s (N33)', (pattern, term) => {
    expect(parseLogFilterPattern(pattern)).toEqual({ kind: 'refused', text: `Invalid character(s) in term '${term}'` });
  });

  it('finds any phrase that was quoted for it, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (phrase, message) => {
        const quoted = `"${phrase.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;
        expect(filter(quoted, [message, `a${phrase}b`])).toContain(`a${phrase}b`);
        expect(filter(quoted, [message]).length === 1).toBe(message.includes(phrase));
      }),
    );
  });

  it('says of any message what a naive reading of the words says (N33)', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 14 }), fc.array(messageWord, { maxLength: 9 }), (terms, words) => {
        const message = words.join(' ');
        const pattern = terms.map(({ sign, text, isQuoted }) => `${sign}${isQuoted ? `"${text}"` : text}`).join('  ');
        expect(filter(pattern, [message]).length === 1).toBe(naivelyMatches(terms, message));
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds a page of messages as the words one by one do, whatever was searched before (N33, R552)', () => {
    const terms = fc.array(term, { minLength: 4, maxLength: 40 });
    const messages = fc.array(fc.array(messageWord, { maxLength: 12 }), { maxLength: 20 });
    fc.assert(
      fc.property(terms, fc.constantFrom(undefined, ...(['', '?', '-'] as const)), messages, (drawn, sign, texts) => {
        // Half of the patterns have one sign only: otherwise few of many terms would ever match.
        const named = drawn.map((each) => ({ ...each, sign: sign ?? each.sign }));
        const pattern = named.map(({ sign, text, isQuoted }) => `${sign}${isQuoted ? `"${text}"` : text}`).join(' ');
        const lines = texts.map((words) => words.join(''));
        expect(filter(pattern, lines)).toEqual(lines.filter((line) => naivelyMatches(named, line)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('answers any pattern', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a ?-"\\[{%.é') }), (pattern) => {
        expect(['filter', 'refused']).toContain(parseLogFilterPattern(pattern).kind);
      }),
    );
  });
});
