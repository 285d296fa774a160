import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countUnits } from '../base/text/code-units.ts';
import { encodeUtf8 } from '../base/text/utf8.ts';
import { joinFields } from './join-fields.ts';
import { lineBytesMax, writeLine } from './write-line.ts';

describe('a line that is written as bytes', () => {
  it('is what joinFields makes, in UTF-8, within its bounds (R174)', () => {
    const unit = fc.constantFrom('\\', ',', 'a', '"', '\0', '\u007f', '\u0080', '\u07ff', '\u0800', '漢', '\uffff');
    const half = fc.constantFrom('😀', '\u{10000}', '\u{10ffff}', '\ud800', '\udbff', '\udc00', '\udfff', '\ue000');
    const value = fc.oneof(
      fc.constant(''),
      fc.string().filter((text) => !text.includes('\n')),
      fc.string({ unit: fc.oneof(unit, half) }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), fc.nat(3), (values, offset) => {
        const room = offset + lineBytesMax(values.length, countUnits(values));
        const target = new Uint8Array(room + 1).fill(0xee);
        const end = writeLine(values, target, offset);
        expect(Buffer.from(target.subarray(offset, end))).toEqual(Buffer.from(encodeUtf8(`${joinFields(values)}\n`)));
        expect(target.subarray(0, offset).every((byte) => byte === 0xee)).toBe(true);
        expect(target[room]).toBe(0xee);
      }),
    );
  });

  it('is not written if a value would end it', () => {
    expect(() => writeLine(['x', 'a\nb'], new Uint8Array(100), 0)).toThrow('no value of a record has a line feed');
  });

  it('is not written where it has no room', () => {
    expect(() => writeLine(['abc', 'd'], new Uint8Array(5), 0)).toThrow('a line has room');
  });
});
