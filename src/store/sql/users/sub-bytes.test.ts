import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subFromBytes, subRange, subToBytes } from './sub-bytes.ts';

describe('subs as bytes', () => {
  it('gives back the text of any UUID', () => {
    fc.assert(fc.property(fc.uuid(), (sub) => subFromBytes(subToBytes(sub)) === sub));
  });

  it('finds by the range of a prefix exactly the UUIDs that begin with it', () => {
    const cut = fc.tuple(fc.uuid(), fc.uuid(), fc.nat(36));
    fc.assert(
      fc.property(cut, ([sub, other, length]) => {
        const prefix = sub.slice(0, length);
        const range = subRange(prefix);
        if (!range) throw new Error('the prefix of a UUID has a range');
        const inRange = (candidate: string) => {
          const bytes = subToBytes(candidate);
          return Buffer.compare(range.first, bytes) <= 0 && Buffer.compare(bytes, range.last) <= 0;
        };
        expect(inRange(sub)).toBe(true);
        expect(inRange(other)).toBe(other.startsWith(prefix));
        expect(inRange(prefix + other.slice(length))).toBe(true);
      }),
    );
  });

  it.each(['g', 'ABCD', '123456789', '-', '00000000-0000-0000-0000-0000000000000'])('has no range for %j', (prefix) => {
    expect(subRange(prefix)).toBeUndefined();
  });
});
