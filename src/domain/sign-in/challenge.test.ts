import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Challenge, openChallenge, sealChallenge } from './challenge.ts';
import { openRefreshToken, type RefreshToken, sealRefreshToken } from './refresh-token.ts';

const KEY = Buffer.alloc(32, 1);
const OTHER_KEY = Buffer.alloc(32, 2);

const challenge: Challenge = {
  name: 'PASSWORD_VERIFIER',
  id: '00112233445566778899aabbccddeeff',
  userPoolId: 'us-east-1_AbCdEf123',
  clientId: '1example23456789',
  sub: '0199d2a0-0000-7000-8000-000000000001',
  isSimulated: false,
  sentUsername: 'alice',
  storedUsername: 'alice',
  passwordTag: '0011223344556677',
  srpKey: 'AAAAAAAAAAAAAAAAAAAAAA==',
  expiresAt: 1_700_000_180_000,
};

const token: RefreshToken = {
  userPoolId: challenge.userPoolId,
  clientId: challenge.clientId,
  sub: challenge.sub,
  originJti: 'aaaaaaaa-0000-4000-8000-000000000002',
  authTime: 1_700_000_000_000,
  expiresAt: 1_702_592_000_000,
  generation: 0,
};

it.each(['base64', 'base64url'] as const)('opens a challenge that it sealed as %s', (encoding) => {
  const sealed = sealChallenge(KEY, challenge, encoding);
  expect(openChallenge(KEY, sealed)).toEqual(challenge);
  expect(openChallenge(OTHER_KEY, sealed)).toBeUndefined();
});

it('seals simulated challenges to the same length as real ones (S23)', () => {
  const lengthOf = (change: Partial<Challenge>) => sealChallenge(KEY, { ...challenge, ...change }, 'base64').length;
  expect(lengthOf({ isSimulated: true })).toBe(lengthOf({}));
});

it('opens a refresh token that it sealed', () => {
  const sealed = sealRefreshToken(KEY, token);
  expect(openRefreshToken(KEY, sealed)).toEqual(token);
  expect(openRefreshToken(OTHER_KEY, sealed)).toBeUndefined();
});

it('opens neither for the other, nor with a byte changed, nor anything else', () => {
  const sealed = sealRefreshToken(KEY, token);
  expect(openChallenge(KEY, sealed)).toBeUndefined();
  expect(openRefreshToken(KEY, sealChallenge(KEY, challenge, 'base64url'))).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = Buffer.from(sealed, 'base64url');
      const index = at % bytes.length;
      bytes[index] = (bytes[index] ?? 0) ^ change;
      expect(openRefreshToken(KEY, bytes.toString('base64url'))).toBeUndefined();
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void expect(openChallenge(KEY, text)).toBeUndefined()));
});
