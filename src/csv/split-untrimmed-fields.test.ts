import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitFields } from './split-fields.ts';
import { splitUntrimmedFields } from './split-untrimmed-fields.ts';

describe('splitUntrimmedFields', () => {
  it('differs from splitFields by nothing but the white space around values (R172, R174, R176)', () => {
    const line = fc.oneof(fc.string({ unit: fc.constantFrom('\\', ',', 'a', ' ', '\t') }), fc.string());
    fc.assert(
      fc.property(line, (text) => {
        expect(splitUntrimmedFields(text).map((value) => value.trim())).toEqual(splitFields(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the white space', () => {
    expect(splitUntrimmedFields('tea, milk ,\\, x')).toEqual(['tea', ' milk ', ', x']);
  });
});
