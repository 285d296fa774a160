import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPhpRoles } from './php-roles.ts';

const text = (value: string) => `s:${Buffer.byteLength(value)}:"${value}";`;
const serialize = (entries: readonly (readonly [string, boolean])[]) =>
  `a:${entries.length}:{${entries.map(([name, isSet]) => `${text(name)}b:${isSet ? 1 : 0};`).join('')}}`;
const anyEntry = fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.boolean());

describe('readPhpRoles', () => {
  it('reads every map as PHP writes it, whatever is in its names (R690)', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), (entries) => {
        expect(readPhpRoles(serialize(entries))).toEqual(entries.filter(([, isSet]) => isSet).map(([name]) => name));
      }),
    );
  });

  it('gives none of a map that is cut (R690)', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { minLength: 1 }), fc.nat(), (entries, at) => {
        const whole = serialize(entries);
        expect(readPhpRoles(whole.slice(0, at % whole.length))).toEqual([]);
      }),
    );
  });

  it.each([
    ['a:1:{s:6:"editor";i:1;}', ['editor']],
    ['a:1:{s:6:"editor";s:1:"1";}', ['editor']],
    ['a:0:{}', []],
    ['a:1:{s:5:"editor";b:1;}', []],
    ['a:2:{s:6:"editor";b:1;}', []],
    ['a:1:{s:6:"editor";a:0:{}}', []],
    ['O:8:"stdClass":1:{s:6:"editor";b:1;}', []],
    ['editor', []],
    ['', []],
  ])('reads %s (R690)', (serialized, roles) => {
    expect(readPhpRoles(serialized)).toEqual(roles);
  });

  it.each(['s:', 'i:', 'b:', 's:6:"'])('gives none of a long text without an end: %s (R690)', (start) => {
    expect(readPhpRoles(`a:1:{${start}${'1'.repeat(1_000_000)}`)).toEqual([]);
  });

  it('ends on any text (R690)', () => {
    fc.assert(fc.property(fc.string(), (any) => Array.isArray(readPhpRoles(`a:1:{${any}`))));
  });
});
