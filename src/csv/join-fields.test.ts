import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinFields } from './join-fields.ts';
import { splitFields } from './split-fields.ts';

describe('joinFields', () => {
  it('writes a line that is split into the same values again (R172, R174)', () => {
    const value = fc
      .oneof(fc.string({ unit: fc.constantFrom('\\', ',', 'a', '"', ' ') }), fc.string())
      .map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        expect(splitFields(joinFields(values))).toEqual(values);
      }),
      { numRuns: 2000 },
    );
  });
});
