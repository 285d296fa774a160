import { describe, expect, it } from 'vitest';
import { SRP_PRIME } from '../sign-in/srp.ts';
import { openDeviceVerifier, parseDeviceVerifier, sealDeviceVerifier } from './device-verifier.ts';

describe('the verifier of a device', () => {
  it('is read with and without the zero byte of its sign, and opens for its device alone (R882)', () => {
    const key = Buffer.alloc(32, 1);
    const salt = Buffer.alloc(16, 0x80);
    const verifier = Buffer.from(SRP_PRIME);
    verifier[383] = 0;
    for (const sign of [[], [0]]) {
      const encode = (bytes: Buffer) => Buffer.concat([Buffer.from(sign), bytes]).toString('base64');
      const parsed = parseDeviceVerifier(encode(salt), encode(verifier));
      expect(parsed).toEqual({ salt, verifier });
      if (!parsed) continue;
      const sealed = sealDeviceVerifier(key, 'a', parsed);
      expect(openDeviceVerifier(key, 'a', sealed)).toEqual({ salt, verifier });
      expect(openDeviceVerifier(key, 'b', sealed)).toBeUndefined();
    }
  });
});
