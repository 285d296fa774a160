import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CompactKeySet } from './compact-key-set.ts';

describe('CompactKeySet', () => {
  it('holds what a Set holds, whatever the keys', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('', '\0', '\u0080', '\ud800', '\udfff', '\ufffd', 'a', 'a\0', 'ab'),
    );
    fc.assert(
      fc.property(fc.array(key), fc.array(key), (added, asked) => {
        const [set, compact] = [new Set<string>(), new CompactKeySet()];
        for (const text of added) {
          expect(compact.has(text)).toBe(set.has(text));
          compact.add(text);
          set.add(text);
        }
        for (const text of [...asked, ...added]) expect(compact.has(text)).toBe(set.has(text));
        expect(compact.size).toBe(set.size);
      }),
      { numRuns: 1000 },
    );
  });

  it('tells apart texts of the same hash, which a hundred thousand in 32 bits have', () => {
    const compact = new CompactKeySet();
    const keys = Array.from({ length: 200_000 }, (_, index) => `user${index}@example.com`);
    for (const text of keys) compact.add(text);
    expect(compact.size).toBe(keys.length);
    expect(keys.every((text) => compact.has(text))).toBe(true);
    expect(keys.some((text) => compact.has(`${text}.`))).toBe(false);
  });
});
