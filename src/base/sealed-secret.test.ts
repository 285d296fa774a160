import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSecret, sealSecret } from './sealed-secret.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const plain = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));

describe('a sealed secret', () => {
  it('opens to what was sealed, whatever it is', () => {
    fc.assert(
      fc.property(key, plain, fc.string(), (secretKey, secret, context) => {
        const sealed = sealSecret(secretKey, secret, context);
        expect(openSecret(secretKey, sealed, context)).toEqual(secret);
        expect(sealed).toHaveLength(secret.length + 37);
      }),
    );
  });

  it('does not open after a change of any one bit', () => {
    fc.assert(
      fc.property(key, plain, fc.nat(), (secretKey, secret, at) => {
        const sealed = sealSecret(secretKey, secret, 'a');
        const bit = at % (sealed.length * 8);
        sealed.writeUInt8(sealed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(openSecret(secretKey, sealed, 'a')).toBeUndefined();
      }),
    );
  });

  it('does not open with another key, for another context, or cut short', () => {
    fc.assert(
      fc.property(key, key, plain, fc.string(), fc.string(), fc.nat(), (one, other, secret, context, wrong, cut) => {
        fc.pre(!one.equals(other) && context !== wrong);
        const sealed = sealSecret(one, secret, context);
        expect(openSecret(other, sealed, context)).toBeUndefined();
        expect(openSecret(one, sealed, wrong)).toBeUndefined();
        expect(openSecret(one, sealed.subarray(0, cut % sealed.length), context)).toBeUndefined();
      }),
    );
  });

  it('opens from a view into a larger buffer, as a database gives it', () => {
    const secretKey = randomBytes(32);
    const sealed = sealSecret(secretKey, Buffer.from('secret'), 'a');
    const larger = new Uint8Array(sealed.length + 9);
    larger.set(sealed, 5);
    expect(openSecret(secretKey, larger.subarray(5, 5 + sealed.length), 'a')?.toString()).toBe('secret');
  });

  it('is another one each time, and names its key at the front', () => {
    const secretKey = randomBytes(32);
    const [left, right] = [sealSecret(secretKey, Buffer.from('s'), ''), sealSecret(secretKey, Buffer.from('s'), '')];
    expect(left).not.toEqual(right);
    expect(left.subarray(0, 9)).toEqual(right.subarray(0, 9));
    expect(left.subarray(0, 9)).not.toEqual(sealSecret(randomBytes(32), Buffer.from('s'), '').subarray(0, 9));
  });
});
