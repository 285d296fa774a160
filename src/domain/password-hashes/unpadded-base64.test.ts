import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeUnpaddedBase64, unpaddedBase64Bytes } from './unpadded-base64.ts';

const DIGITS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/.'];

it('unpadded base64 is decoded as Buffer decodes it, with a dot for a plus (R262, R263)', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...DIGITS), { maxLength: 90 }), (digits) => {
      const text = digits.join('');
      fc.pre(unpaddedBase64Bytes(text.length) !== undefined);
      const decoded = decodeUnpaddedBase64(text);
      expect(Buffer.from(decoded)).toEqual(Buffer.from(text.replaceAll('.', '+'), 'base64'));
      expect(decoded.length).toBe(unpaddedBase64Bytes(text.length));
    }),
  );
});
