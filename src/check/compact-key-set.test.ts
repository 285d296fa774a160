import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CompactKeySet } from './compact-key-set.ts';

describe('CompactKeySet', () => {
  it('holds what a Map of first labels holds, whatever the keys', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('', '\0', '\u0080', '\ud800', '\udfff', '\ufffd', 'a', 'a\0', 'ab'),
    );
    fc.assert(
      fc.property(fc.array(key), fc.array(key), (added, asked) => {
        const label = { value: 0 };
        const [map, compact] = [new Map<string, number>(), new CompactKeySet(label)];
        for (const text of added) {
          label.value += 1;
          expect(compact.has(text)).toBe(map.has(text));
          compact.add(text);
          if (!map.has(text)) map.set(text, label.value);
        }
        for (const text of [...asked, ...added]) expect(compact.findLabel(text)).toBe(map.get(text));
        expect(compact.size).toBe(map.size);
      }),
      { numRuns: 1000 },
    );
  });

  it('holds a key once that is added twice in a row, when the table has just grown too', () => {
    const compact = new CompactKeySet({ value: 1 });
    for (let index = 0; index < 100_000; index++) {
      compact.add(`user${index}`);
      compact.add(`user${index}`);
      expect.assert(compact.size === index + 1, `${compact.size} keys after ${index + 1}`);
    }
  });

  it('tells apart texts of the same hash, which a hundred thousand in 32 bits have', () => {
    const label = { value: 0 };
    const compact = new CompactKeySet(label);
    const keys = Array.from({ length: 200_000 }, (_, index) => `user${index}@example.com`);
    for (const [index, text] of keys.entries()) {
      label.value = index;
      compact.add(text);
    }
    expect(compact.size).toBe(keys.length);
    expect(keys.every((text, index) => compact.findLabel(text) === index)).toBe(true);
    expect(keys.some((text) => compact.has(`${text}.`))).toBe(false);
  });

  it('forgets the keys of greater labels, and takes them again', () => {
    const key = fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom('', '\ud800', '\udfff', 'a'));
    fc.assert(
      fc.property(fc.array(key), fc.array(key), fc.array(key), (kept, forgotten, added) => {
        const label = { value: 1 };
        const compact = new CompactKeySet(label);
        for (const text of kept) compact.add(text);
        label.value = 2;
        for (const text of forgotten) compact.add(text);
        compact.forgetAfter(1);
        expect(compact.size).toBe(new Set(kept).size);
        for (const text of forgotten) expect(compact.has(text)).toBe(kept.includes(text));
        label.value = 3;
        for (const text of added) compact.add(text);
        for (const text of [...kept, ...added]) expect(compact.findLabel(text)).toBe(kept.includes(text) ? 1 : 3);
        expect(compact.size).toBe(new Set([...kept, ...added]).size);
      }),
      { numRuns: 500 },
    );
  });
});
