import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyDigests } from './key-digests.ts';

describe('digests of keys', () => {
  it('answer as a set of the keys does (R702)', () => {
    const key = fc.oneof(
      fc.string(),
      fc.nat(50).map((number) => `user${number}@example.com`),
    );
    // Whoever adds a key has mostly asked for it, but need not have.
    const step = fc.record({ key, isAsked: fc.boolean(), isAdded: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const digests = new KeyDigests({ file: 0, line: 1 }, () => 1);
        const set = new Set<string>();
        for (const { key: text, isAsked, isAdded } of steps) {
          if (isAsked) expect(digests.has(text)).toBe(set.has(text));
          if (!isAdded) continue;
          digests.add(text);
          set.add(text);
        }
        for (const { key: text } of steps) expect(digests.has(text)).toBe(set.has(text));
      }),
    );
  });

  it('tell a million similar keys apart (R702)', () => {
    const digests = new KeyDigests({ file: 0, line: 1 }, () => 1);
    let taken = 0;
    for (let number = 0; number < 1_000_000; number++) {
      const key = `auth0|${number.toString(16).padStart(24, '0')}`;
      if (digests.has(key)) taken += 1;
      digests.add(key);
    }
    expect(taken).toBe(0);
    expect(digests.has('auth0|00000000000000000000ffff')).toBe(true);
    expect(digests.has('auth0|0000000000000000ffffffff')).toBe(false);
  });

  it('tell which keys are marked, and do not have them for that (R1111)', () => {
    const digests = new KeyDigests({ file: 0, line: 1 }, () => 1);
    const keys = Array.from({ length: 300_000 }, (_, number) => `auth0|${number}`);
    const marked = keys.filter((_, index) => index % 2 === 0);
    for (const key of marked) digests.mark(key);
    expect(keys.filter((key) => digests.isMarked(key))).toEqual(marked);
    expect(keys.filter((key) => digests.has(key))).toEqual([]);
  });

  it.each([
    ['little of the records was read', 0.001],
    ['a third was read', 1 / 3],
    ['all were read', 1],
  ])('have all keys, whatever is expected: %s (R702)', (_name, share) => {
    const digests = new KeyDigests({ file: 0, line: 1 }, () => share);
    const keys = Array.from({ length: 900_000 }, (_, number) => `user${number}@example.com`);
    for (const key of keys) digests.add(key);
    expect(keys.filter((key) => !digests.has(key))).toEqual([]);
    expect(keys.filter((key) => digests.has(`${key}.org`))).toEqual([]);
  });

  it('know the record that added a key, unless many others came after it (R1112)', () => {
    const place = { file: 0, line: 0 };
    const digests = new KeyDigests(place, () => 1);
    for (let number = 1; number <= 1_000_000; number++) {
      place.line = number;
      digests.add(`auth0|${number}`);
      if (number === 1) expect(digests.findPlace('auth0|1')).toEqual({ file: 0, line: 1 });
    }
    expect(digests.findPlace('auth0|1000000')).toEqual({ file: 0, line: 1_000_000 });
    expect(digests.findPlace('auth0|1000001')).toBeUndefined();
    for (let number = 1; number <= 1_000_000; number += 1_000) {
      expect([undefined, number]).toContain(digests.findPlace(`auth0|${number}`)?.line);
    }
    expect(digests.findPlace('auth0|1')).toBeUndefined();
  });
});
