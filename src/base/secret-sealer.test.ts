import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretSealer } from './secret-sealer.ts';

const KEY = Buffer.alloc(32, 7);
const OWNER_BYTES = 16;
const TAG_BYTES = 16;

/** Seals from the middle of other bytes into the middle of others. */
function seal(sealer: SecretSealer, owner: Uint8Array, secret: Uint8Array): Buffer {
  const source = Buffer.concat([Buffer.of(1, 2), secret, Buffer.of(3)]);
  const target = Buffer.alloc(OWNER_BYTES + 5 + secret.length + sealer.extraBytes + 1, 0xee);
  target.set(owner, 3);
  const offset = OWNER_BYTES + 4;
  const end = sealer.seal(source, 2, 2 + secret.length, target, 3, offset);
  expect(end).toBe(offset + secret.length + sealer.extraBytes);
  expect(target.subarray(end).every((byte) => byte === 0xee)).toBe(true);
  return target.subarray(offset, end);
}

const owner = fc.uint8Array({ minLength: OWNER_BYTES, maxLength: OWNER_BYTES });
const secret = fc.uint8Array({ maxLength: 300 });

describe('a sealed secret', () => {
  it('opens alone and for its owner, key and purpose only, and not if a bit of it is changed', () => {
    const sealer = new SecretSealer(KEY, 'test');
    const another = [new SecretSealer(Buffer.alloc(32, 8), 'test'), new SecretSealer(KEY, 'other')];
    fc.assert(
      fc.property(owner, owner, secret, fc.nat(), fc.nat(7), (mine, other, plain, at, bit) => {
        const sealed = seal(sealer, mine, plain);
        expect(new SecretSealer(KEY, 'test').open(sealed, mine)).toEqual(Buffer.from(plain));
        if (Buffer.compare(mine, other) !== 0) expect(sealer.open(sealed, other)).toBeUndefined();
        for (const foreign of another) expect(foreign.open(sealed, mine)).toBeUndefined();
        const altered = Buffer.from(sealed);
        altered[at % sealed.length] = (altered[at % sealed.length] ?? 0) ^ (1 << bit);
        expect(sealer.open(altered, mine)).toBeUndefined();
        expect(sealer.open(sealed.subarray(0, at % sealed.length), mine)).toBeUndefined();
      }),
    );
  });

  it('is of other bytes each time, also where thousands of the same are sealed', () => {
    const sealer = new SecretSealer(KEY, 'test');
    const plain = Buffer.alloc(60, 0x61);
    const who = randomBytes(OWNER_BYTES);
    const ciphertexts = Array.from({ length: 3_000 }, () =>
      seal(sealer, who, plain).subarray(25, -TAG_BYTES).toString('hex'),
    );
    expect(new Set(ciphertexts).size).toBe(ciphertexts.length);
    const blocks = ciphertexts.flatMap((text) => text.match(/.{32}/g) ?? []);
    expect(new Set(blocks).size).toBe(blocks.length);
  });

  it('ends with the HMAC-SHA256 of owner, head and ciphertext, cut', () => {
    const who = randomBytes(OWNER_BYTES);
    const sealed = seal(new SecretSealer(KEY, 'test'), who, Buffer.from('secret'));
    const macKey = Buffer.from(hkdfSync('sha256', KEY, '', 'sealer mac test', 32));
    const mac = createHmac('sha256', macKey).update(who).update(sealed.subarray(0, -TAG_BYTES)).digest();
    expect(sealed.subarray(-TAG_BYTES)).toEqual(mac.subarray(0, TAG_BYTES));
  });

  it('is refused if it is too long for the key stream', () => {
    const sealer = new SecretSealer(KEY, 'test');
    const long = Buffer.alloc(65_536);
    expect(() => sealer.seal(long, 0, long.length, Buffer.alloc(200_000), 0, 16)).toThrow('short');
  });
});
