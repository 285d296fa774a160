import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringAttribute } from '../pools/user-pool.fixture.ts';
import type { SchemaAttribute } from '../pools/user-pool.ts';
import { schemaConstraintOf } from './schema-constraint.ts';

function numberAttribute(bounds: Partial<SchemaAttribute>): SchemaAttribute {
  return { name: 'custom:n', dataType: 'Number', developerOnly: false, mutable: true, required: false, ...bounds };
}

describe('schemaConstraintOf', () => {
  it.each([
    ['0', '-0.0', true],
    ['9007199254740993', '9007199254740992', false],
    ['9007199254740993', '9007199254740993', true],
    ['0.1000000000000000000001', '0.1', false],
    ['-0.1000000000000000000001', '-0.1', true],
    ['99999999999999999999', '100000000000000000000', true],
    ['1'.repeat(2_049), '1'.repeat(3_000), false],
    ['5', 'no number', true],
  ])('compares exactly (R209): %s at most %s is %s', (value, maxValue, accepted) => {
    expect(schemaConstraintOf(numberAttribute({ maxValue }))(value)).toBe(accepted);
  });

  it('agrees with integers of any size', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (value, minValue) => {
        const accepts = schemaConstraintOf(numberAttribute({ minValue: `${minValue}` }));
        expect(accepts(`${value}`)).toBe(value >= minValue);
      }),
    );
  });

  it('counts code points (R208)', () => {
    const bounds = fc.nat(12);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), bounds, bounds, (value, min, max) => {
        const accepts = schemaConstraintOf(stringAttribute('custom:s', { minLength: `${min}`, maxLength: `${max}` }));
        expect(accepts(value)).toBe([...value].length >= min && [...value].length <= max);
      }),
    );
  });
});
