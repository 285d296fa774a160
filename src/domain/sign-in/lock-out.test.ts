import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  countFailure,
  type FailedAttempts,
  isLockedOut,
  isResetBySuccess,
  LOCK_OUT_MS_MAX,
  lockOutMs,
  QUIET_MS,
} from './lock-out.ts';

it.each([
  [1, 0],
  [4, 0],
  [5, 1_000],
  [6, 2_000],
  [9, 16_000],
  [14, 512_000],
  [15, 900_000],
  [2_000, 900_000],
])('locks out after failure %i for %i ms (S18)', (count, ms) => {
  expect(lockOutMs(count)).toBe(ms);
});

it('ends a lock-out to the millisecond, and 15 quiet minutes reset the count (S18)', () => {
  const attempts = { count: 7, lastFailedAt: 1_000_000 };
  expect(isLockedOut(attempts, 1_003_999)).toBe(true);
  expect(isLockedOut(attempts, 1_004_000)).toBe(false);
  expect(countFailure(attempts, 1_004_000)).toEqual({ count: 8, lastFailedAt: 1_004_000 });
  expect(countFailure(attempts, 1_000_000 + QUIET_MS - 1).count).toBe(8);
  expect(countFailure(attempts, 1_000_000 + QUIET_MS).count).toBe(1);
  expect(isLockedOut(undefined, 0)).toBe(false);
});

it('locks nobody out by few failures, also one that another node dated a moment ahead (S18, R821)', () => {
  expect(isLockedOut({ count: 1, lastFailedAt: 1_000_005 }, 1_000_000)).toBe(false);
  expect(isLockedOut({ count: 4, lastFailedAt: 1_000_005 }, 1_000_000)).toBe(false);
  expect(isLockedOut({ count: 5, lastFailedAt: 1_000_005 }, 1_000_000)).toBe(true);
});

it('locks out from the latest of failures that came in one instant, in whatever order they were counted (R821)', () => {
  const four = { count: 4, lastFailedAt: 1_000_300 };
  expect(countFailure(four, 1_000_000)).toEqual({ count: 5, lastFailedAt: 1_000_300 });
  // A clock that was set back locks nobody out for as long.
  expect(countFailure(four, 900_000)).toEqual({ count: 5, lastFailedAt: 900_000 });
});

it('resets the count by a right password only after a lock-out (S18)', () => {
  expect([4, 5].map((count) => isResetBySuccess({ count, lastFailedAt: 0 }))).toEqual([false, true]);
});

it('lets at most ten failures pass in the first half minute, however they come (S18)', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 200 }), (moments) => {
      let attempts: FailedAttempts | undefined;
      let counted = 0;
      for (const moment of moments.sort((a, b) => a - b)) {
        if (isLockedOut(attempts, moment)) continue;
        attempts = countFailure(attempts, moment);
        counted++;
      }
      expect(counted).toBeLessThanOrEqual(10);
      expect(lockOutMs(counted)).toBeLessThanOrEqual(LOCK_OUT_MS_MAX);
    }),
  );
});
