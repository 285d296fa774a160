import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../base/text/utf8.ts';
import { joinFields } from './join-fields.ts';
import { packedBytesMax, packFields, writePacked } from './packed-fields.ts';

function linesOf(records: readonly (readonly string[])[], fieldCount: number): Uint8Array {
  const packed = records.map(packFields).join('');
  const [scratch, target] = [new Uint8Array(packedBytesMax(packed)), new Uint8Array(packedBytesMax(packed))];
  return target.subarray(0, writePacked(packed, fieldCount, scratch, target));
}

describe('packed records', () => {
  it('become the lines that joinFields makes, in UTF-8 (R174)', () => {
    const unit = fc.constantFrom('\\', ',', 'a', '"', 'ü', '漢', '😀', '\ud800');
    const value = fc.oneof(
      fc.constant(''),
      fc.string({ unit }),
      fc.string().filter((text) => !/[\0\n]/.test(text)),
    );
    const records = fc.integer({ min: 1, max: 80 }).chain((count) =>
      fc.record({
        count: fc.constant(count),
        lines: fc.array(fc.array(value, { minLength: count, maxLength: count }), { maxLength: 5 }),
      }),
    );
    fc.assert(
      fc.property(records, ({ count, lines }) => {
        const expected = encodeUtf8(lines.map((values) => `${joinFields(values)}\n`).join(''));
        expect(Buffer.from(linesOf(lines, count))).toEqual(Buffer.from(expected));
      }),
    );
  });

  it.each(['a\0b', 'a\nb'])('are not written if a value has what ends it: %j', (value) => {
    expect(() => linesOf([['x', value]], 2)).toThrow('no value of a record has a NUL or a line feed');
  });
});
