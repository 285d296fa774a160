import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileJavaPattern, isLinearPattern } from './java-pattern.ts';
import { serviceModels } from './service-models.ts';

const byLink = '[a-z#{}]*\\{##[a-z#{}]*##\\}[a-z#{}]*';
const email = '[a-z@]+@[a-z@]+';

describe('compileJavaPattern', () => {
  it.each([
    ['matches the whole text only', '[a-c]+', 'abcd', false],
    ['takes no line break for the end', '[a-c]+', 'abc\n', false],
    ['keeps anchors of the model', '^[a-c]+$', 'abc', true],
    ['has \\w for ASCII', '[\\w]+', 'é', false],
    ['has \\s for the vertical tab', '[\\w\\s]+', 'a\u000b', true],
    ['has no \\s for the no-break space', '[\\w\\s]+', 'a\u00a0', false],
    ['has no \\s for a line separator outside a class', '\\s', '\u2028', false],
    ['has \\S for the no-break space', '[\\S]+', '\u00a0', true],
    ['has \\S for what is beyond the basic plane', '[\\S]+', '😀', true],
    ['has no \\S for a form feed', '[\\S]+', '\f', false],
    ['has no \\S for a space outside a class', '\\S', ' ', false],
    ['knows Unicode classes', '[\\p{L}\\p{M}]+', 'Ωé', true],
    ['stops a full stop at a next-line character', '.*', '\u0085', false],
    ['lets (?s) pass line breaks', '(?s).*', 'a\nb', true],
    ['reads a hyphen after a range', '[A-Za-z0-9-_=.]+', 'a-b_', true],
  ])('%s (R26)', (_name, pattern, text, expected) => {
    expect(compileJavaPattern(pattern).test(text)).toBe(expected);
  });

  it('compiles every pattern of the models', () => {
    const shapes = Object.values(serviceModels).flatMap((model) => Object.values(model.shapes));
    const patterns = shapes.flatMap((shape) => (shape.type === 'string' && shape.pattern ? [shape.pattern] : []));
    expect(patterns.length).toBeGreaterThanOrEqual(40);
    for (const pattern of patterns) expect(() => compileJavaPattern(pattern)).not.toThrow();
  });

  it.each([byLink, email])('decides as the pattern itself does: %s', (pattern) => {
    const pieces = fc.constantFrom('{##', '##}', '{', '#', '}', 'a', '@', ' ', 'é');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        expect(compileJavaPattern(pattern).test(text)).toBe(new RegExp(`^(?:${pattern})$`, 'u').test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is not slowed by a text made to backtrack', () => {
    const shape = serviceModels['cognito-idp'].shapes.EmailVerificationMessageByLinkType;
    const pattern = shape?.type === 'string' ? (shape.pattern ?? '') : '';
    // Hours if each place of one literal is tried with each place of the other; the runner's limit is the judge.
    expect(compileJavaPattern(pattern).test(`${'{##'.repeat(6_000)}${'##}'.repeat(6_000)}\u0000`)).toBe(false);
    expect(compileJavaPattern(pattern).test(`${'{##'.repeat(6_000)}${'##}'.repeat(6_000)}`)).toBe(true);
  });
});

describe('isLinearPattern', () => {
  it.each([
    ['[\\S]+', true],
    ['^([\\p{L}\\p{Z}_.:/=+\\-@]*)$', true],
    ['[\\w-]+_[0-9a-zA-Z]+', false],
    ['.*\\{####\\}.*', false],
    ['([a]+)+', false],
  ])('%s: %s', (pattern, expected) => {
    expect(isLinearPattern(pattern)).toBe(expected);
  });
});
