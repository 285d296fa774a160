import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimeUnit, TokenValidity } from './app-client.ts';
import { findValidityFault, tokenLifetimes } from './token-validity.ts';

const RANGE = 'Invalid range for token validity.';
const ORDER = 'Access and Id Token expiration times must be less than or equal to refresh token expiration times.';

describe('the validity of tokens', () => {
  it.each<[string, TokenValidity, readonly [number, number, number]]>([
    ['is one hour and 30 days by default (S95)', { refreshToken: 30 }, [3_600, 3_600, 2_592_000]],
    ['is in hours and days by default (S95)', { accessToken: 2, idToken: 3, refreshToken: 1 }, [7_200, 10_800, 86_400]],
    [
      'is in the units given (S95)',
      {
        accessToken: 5,
        idToken: 600,
        refreshToken: 2,
        units: { accessToken: 'minutes', idToken: 'seconds', refreshToken: 'hours' },
      },
      [300, 600, 7_200],
    ],
    [
      'stays one hour where only the unit is given (R603)',
      { refreshToken: 30, units: { accessToken: 'minutes' } },
      [3_600, 3_600, 2_592_000],
    ],
  ])('%s', (_, validity, [accessTokenSeconds, idTokenSeconds, refreshTokenSeconds]) => {
    expect(tokenLifetimes(validity)).toEqual({ accessTokenSeconds, idTokenSeconds, refreshTokenSeconds });
    expect(findValidityFault(validity)).toBeUndefined();
  });

  const seconds = { accessToken: 'seconds', idToken: 'seconds', refreshToken: 'seconds' } as const;
  it.each<[string, Partial<TokenValidity>, string | undefined]>([
    ['an access token of 5 minutes', { accessToken: 300 }, undefined],
    ['a shorter access token', { accessToken: 299 }, RANGE],
    ['an access token of a day', { accessToken: 86_400, refreshToken: 86_400 }, undefined],
    ['a longer access token', { accessToken: 86_401, refreshToken: 90_000 }, RANGE],
    ['an ID token that is too short', { idToken: 299 }, RANGE],
    ['an ID token that is too long', { idToken: 86_401, refreshToken: 90_000 }, RANGE],
    ['a refresh token of an hour', { refreshToken: 3_600 }, undefined],
    ['a shorter refresh token', { refreshToken: 3_599 }, RANGE],
    ['a refresh token of ten years', { refreshToken: 315_360_000 }, undefined],
    ['a longer refresh token', { refreshToken: 315_360_001 }, RANGE],
    ['a refresh token that ends before the access token', { accessToken: 3_602, refreshToken: 3_601 }, ORDER],
    ['a refresh token that ends before the ID token', { idToken: 3_602, refreshToken: 3_601 }, ORDER],
  ])('is judged: %s (S95, R603)', (_, change, text) => {
    const validity = { refreshToken: 3_600, units: seconds, ...change };
    expect(findValidityFault(validity)?.text).toBe(text);
  });

  it('is the same in whatever unit it is given (S95)', () => {
    const factors: readonly [TimeUnit, number][] = [
      ['seconds', 1],
      ['minutes', 60],
      ['hours', 3_600],
      ['days', 86_400],
    ];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_650 }), fc.constantFrom(...factors), (number, [unit, factor]) => {
        const inUnit = tokenLifetimes({ refreshToken: number, units: { refreshToken: unit } });
        const inSeconds = tokenLifetimes({ refreshToken: number * factor, units: { refreshToken: 'seconds' } });
        expect(inUnit).toEqual(inSeconds);
      }),
    );
  });
});
