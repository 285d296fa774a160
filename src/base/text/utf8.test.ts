import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionError } from '../assert.ts';
import { decodeUtf8, encodeUtf8, isUtf8ByDecoding, writeUtf8 } from './utf8.ts';

describe('UTF-8 without Node', () => {
  it('reads and writes what Buffer does, byte order marks and halves of pairs among it', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\ufeffa', '\ud83d', 'a\ude00b'));
    fc.assert(
      fc.property(text, fc.nat(9), (one, offset) => {
        const bytes = Buffer.from(one);
        expect(Buffer.from(encodeUtf8(one))).toEqual(bytes);
        const target = new Uint8Array(offset + 3 * one.length);
        const end = writeUtf8(one, target, offset);
        expect(Buffer.from(target.subarray(offset, end))).toEqual(bytes);
        expect(decodeUtf8(target, offset, end)).toBe(bytes.toString());
      }),
    );
  });

  it('writes nothing past the end of the bytes', () => {
    expect(writeUtf8('né', new Uint8Array(3), 0)).toBe(3);
    expect(() => writeUtf8('né', new Uint8Array(2), 0)).toThrow(AssertionError);
  });

  it('replaces what is not UTF-8 as Buffer does, and tells it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const text = Buffer.from(bytes).toString();
        expect(decodeUtf8(bytes, 0, bytes.length)).toBe(text);
        expect(isUtf8ByDecoding(bytes)).toBe(Buffer.from(text).equals(bytes));
      }),
    );
  });

  it.each([
    ['a letter across slices', 'ä'.repeat(20_000), 0, true],
    ['a letter that is cut off at the end of a slice', 'ä'.repeat(20_000), 16_384, false],
    ['a letter that is cut off at the end', 'ä'.repeat(20_000), 39_999, false],
  ])('looks at long bytes in slices: %s', (_name, text, broken, isGood) => {
    const bytes = encodeUtf8(`x${text}`);
    if (!isGood) bytes[broken] = 0x20;
    expect(isUtf8ByDecoding(bytes)).toBe(isGood);
    expect(isUtf8ByDecoding(encodeUtf8('ä'))).toBe(true);
  });
});
