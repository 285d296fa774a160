import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { macOfCode, makeDigits } from './reset-code.ts';

/** Gives these numbers, one after the other. */
function bytesOf(...numbers: number[]): (count: number) => Buffer {
  return (count) => {
    const bytes = Buffer.alloc(count);
    bytes.writeUInt32BE(numbers.shift() ?? 0);
    return bytes;
  };
}

describe('a code', () => {
  it.each([
    [0, '000000'],
    [42, '000042'],
    [999_999, '999999'],
    [1_000_000, '000000'],
    [4_293_999_999, '999999'],
  ])('of the random number %i is %s (S38)', (number, code) => {
    expect(makeDigits(bytesOf(number), 6)).toBe(code);
  });

  it.each([4_294_000_000, 2 ** 32 - 1])('is not made of %i, which would make small codes likelier', (number) => {
    expect(makeDigits(bytesOf(number, 7), 6)).toBe('000007');
  });

  it('has six digits, whatever the bytes', () => {
    for (let count = 0; count < 1_000; count++) expect(makeDigits(randomBytes, 6)).toMatch(/^\d{6}$/);
  });

  it('is stored as a hash that another key, user or code does not give', () => {
    const key = Buffer.alloc(32, 1);
    const macs = [
      macOfCode(key, 'reset-password', 'sub-1', '123456'),
      macOfCode(Buffer.alloc(32, 2), 'reset-password', 'sub-1', '123456'),
      macOfCode(key, 'reset-password', 'sub-2', '123456'),
      macOfCode(key, 'reset-password', 'sub-1', '123457'),
    ].map((mac) => mac.toString('hex'));
    expect(new Set(macs).size).toBe(4);
    expect(macs.every((mac) => mac.length === 32)).toBe(true);
  });
});
