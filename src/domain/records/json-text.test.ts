import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeJsonText } from './json-text.ts';

it('encodes a text as JSON.stringify does', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '\u2028', '\ud800') }),
  );
  fc.assert(
    fc.property(text, (value) => {
      expect(encodeJsonText(value)).toBe(JSON.stringify(value));
    }),
  );
});
