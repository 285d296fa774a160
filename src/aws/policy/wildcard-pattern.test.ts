import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arnPattern, matchesArn } from './match-arn.ts';
import { literalPattern, matchesPattern, wildcardPattern } from './wildcard-pattern.ts';

describe('a pattern (N59)', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['a', 'a', true],
    ['a', 'A', false],
    ['*', '', true],
    ['*', 'anything: at/all', true],
    ['?', '', false],
    ['?', 'a', true],
    ['a*', 'a', true],
    ['*a', 'bca', true],
    ['*a', 'bcab', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['**', 'x', true],
    ['*?*', '', false],
    ['.+[x]', '.+[x]', true],
    ['.', 'a', false],
    ['describe*import?ob', 'describeuserimportjob', true],
  ])('%j of %j: %s', (pattern, text, expected) => {
    expect(matchesPattern(wildcardPattern(pattern), text)).toBe(expected);
  });

  it('matches as the regular expression of it does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', ':'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (pattern, value) => {
        const source = [...pattern].map((unit) => (unit === '*' ? '.*' : unit === '?' ? '.' : unit)).join('');
        expect(matchesPattern(wildcardPattern(pattern), value)).toBe(new RegExp(`^${source}$`).test(value));
      }),
    );
  });

  it('of any length matches as the regular expression of it does', () => {
    // Longer than a word of bits, with few letters: places overlap.
    const piece = fc.oneof(
      fc.constantFrom('*', '?', 'a', 'ab'),
      fc.string({ unit: fc.constantFrom('a', 'a', 'b', '?'), minLength: 25, maxLength: 80 }),
    );
    const pattern = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'a', 'a', 'b'), maxLength: 200 });
    fc.assert(
      fc.property(pattern, text, fc.nat(100), (source, value, at) => {
        const expression = new RegExp(`^${source.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
        // Half of the texts hold what the pattern asks for, so that many match.
        const holding = source.replaceAll('*', value.slice(0, at)).replaceAll('?', 'b');
        for (const each of [value, holding, `${value}${holding}`]) {
          expect(matchesPattern(wildcardPattern(source), each)).toBe(expression.test(each));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of which nothing is a wildcard matches that text alone', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (pattern, value) => {
        expect(matchesPattern(literalPattern(pattern), value)).toBe(pattern === value);
      }),
    );
  });

  it('with thousands of wildcards is matched without blowing up', () => {
    const pattern = wildcardPattern(`${'a*'.repeat(5_000)}b`);
    expect(matchesPattern(pattern, 'a'.repeat(20_000))).toBe(false);
    expect(matchesPattern(pattern, `${'a'.repeat(20_000)}b`)).toBe(true);
  });
});

describe('a pattern of an ARN (N61)', () => {
  const POOL = 'arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_AbCdEfGhI';
  const STREAM = 'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/cognito/userpools/p:log-stream:import-1/job';
  it.each([
    [POOL, POOL, true],
    ['*', POOL, true],
    ['**', POOL, true],
    ['*', '*', true],
    ['arn:aws:cognito-idp:*:*:userpool/*', POOL, true],
    ['arn:aws:cognito-idp:*:111122223333:userpool/eu-central-1_?bCdEfGhI', POOL, true],
    ['arn:*:cognito-idp:*:*:*', POOL, true],
    ['arn:aws:cognito-idp:*', POOL, true],
    ['arn:aws:*', POOL, true],
    ['arn:*', POOL, true],
    ['arn:aws:cognito*:*:userpool/*', POOL, false],
    ['arn:aws:cognito-idp:*:userpool/*', POOL, false],
    ['arn:aws:cognito-idp:eu-central-1:111122223333', POOL, false],
    ['arn:aws:cognito-idp:eu-central-1:111122223333:userpool/', POOL, false],
    ['arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_abcdefghi', POOL, false],
    ['arn:aws:cognito-idp:eu-west-1:*:userpool/*', POOL, false],
    ['arn:aws:logs:*:*:log-group:/aws/cognito/*', STREAM, true],
    ['arn:aws:logs:eu-central-1:111122223333:log-group:/aws/cognito/*', STREAM, true],
    ['arn:aws:logs:*:*:log-group:/aws/cognito/userpools/p:*', STREAM, true],
    ['arn:aws:logs:*:*:log-group:*:log-stream:import-1/*', STREAM, true],
    ['arn:aws:logs:*:*:log-group:/aws/lambda/*', STREAM, false],
    ['arn:aws:logs:*:*:*', STREAM, true],
    // The star of a part does not reach over the colon into the next.
    ['arn:aws:s3:*:111122223333:x', 'arn:aws:s3:eu:999988887777:y:111122223333:x', false],
    ['arn:aws:cognito-idp:*:*:userpool/*', '*', false],
    ['', POOL, false],
    ['a', 'a', false],
  ])('%j of %j: %s', (pattern, arn, expected) => {
    expect(matchesArn(arnPattern(wildcardPattern(pattern)), arn)).toBe(expected);
  });

  it('matches as each of its parts does', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 3 });
    const arn = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(':'));
    const splitAt = (text: string, countMax: number) => {
      const parts = text.split(':');
      return [
        ...parts.slice(0, countMax - 1),
        ...(parts.length < countMax ? [] : [parts.slice(countMax - 1).join(':')]),
      ];
    };
    fc.assert(
      fc.property(arn, arn, (source, value) => {
        const parts = splitAt(source, 6);
        const texts = splitAt(value, parts.length);
        const expected =
          /^[*]+$/.test(source) ||
          ((parts.length === 6 || source.endsWith('*')) &&
            texts.length === parts.length &&
            parts.every((each, index) => matchesPattern(wildcardPattern(each), texts[index] ?? '')));
        expect(matchesArn(arnPattern(wildcardPattern(source)), value)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('matches nothing that the same pattern without regard to parts does not', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 3 });
    const arn = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(':'));
    fc.assert(
      fc.property(arn, arn, (pattern, value) => {
        fc.pre(matchesArn(arnPattern(wildcardPattern(pattern)), value));
        expect(matchesPattern(wildcardPattern(pattern), value)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
