import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomIds } from '../../base/ids.ts';
import { isSessionEnded, sessionStartedAt } from './session-start.ts';

it('reads the start of a session from its origin, to the millisecond', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 45), (nowMs) => {
      expect(sessionStartedAt(randomIds.uuidV7(nowMs), 7)).toBe(nowMs);
    }),
  );
});

it.each([undefined, '', 'aaaaaaaa-0000-4000-8000-000000000001'])(
  'takes the second of the sign-in without an origin: %s',
  (origin) => {
    expect(sessionStartedAt(origin, 1_700_000_000)).toBe(1_700_000_000_000);
  },
);

it('ends the sessions that began until all were ended, and none that began later (S106)', () => {
  expect([999, 1_000, 1_001].map((startedAt) => isSessionEnded(startedAt, 1_000))).toEqual([true, true, false]);
  expect(isSessionEnded(5, undefined)).toBe(false);
});
