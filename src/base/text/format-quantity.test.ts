import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatCounted, formatDuration } from './format-quantity.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [449, '449 ms'],
    [1_449, '1.4 s'],
    [9_949, '9.9 s'],
    [9_950, '10 s'],
    [59_499, '59 s'],
    [59_500, '1 min 0 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('writes %i ms as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('formatBytes', () => {
  it.each([
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_000, '1.0 kB'],
    [34_567, '35 kB'],
    [104_857_600, '105 MB'],
  ])('writes %i as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatCount', () => {
  it('groups digits as Intl does', () => {
    const reference = new Intl.NumberFormat('en-US');
    const tenths = fc.integer({ min: -10_000_000, max: 100_000_000 }).map((number) => number / 10);
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -9_999, max: 9_999 }), tenths), (count) => {
        // The sign of a zero says nothing.
        expect(formatCount(count)).toBe(reference.format(count === 0 ? 0 : count));
      }),
    );
  });
});

describe('formatCounted', () => {
  it('counts one and many', () => {
    expect([formatCounted(1, 'record'), formatCounted(500_000, 'record')]).toEqual(['1 record', '500,000 records']);
  });
});
