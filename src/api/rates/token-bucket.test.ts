import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillBucket, isFull, type TokenBucket, takeToken } from './token-bucket.ts';

/** Asks at each moment; the moments at which a token was given. */
function ask(rate: number, momentsMs: readonly number[]): number[] {
  let bucket: TokenBucket | undefined;
  return momentsMs.filter((nowMs) => {
    const filled = fillBucket(bucket, rate, nowMs);
    const left = takeToken(filled);
    bucket = left ?? filled;
    return left !== undefined;
  });
}

const rates = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0.1, max: 5, noNaN: true }));
const moments = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }).map((pauses) => {
  let nowMs = 1_000;
  return pauses.map((pause) => {
    nowMs += pause;
    return nowMs;
  });
});

describe('a token bucket', () => {
  it.each([
    [5, 5],
    [15, 15],
    [20, 20],
    [0.5, 1],
  ])('with %d a second gives %i at one moment, and no more (R46)', (rate, count) => {
    expect(ask(rate, Array(count + 3).fill(0))).toHaveLength(count);
  });

  it('never gives more than one second of burst above its rate, over any stretch of time (R46)', () => {
    fc.assert(
      fc.property(rates, moments, (rate, times) => {
        const given = ask(rate, times);
        for (const [first, startMs] of given.entries()) {
          for (const [last, endMs] of given.entries()) {
            if (last < first) continue;
            const most = Math.max(1, rate) + (rate * (endMs - startMs)) / 1_000;
            expect(last - first + 1).toBeLessThanOrEqual(most + 1e-6);
          }
        }
      }),
    );
  });

  it('refuses nobody who asks no faster than its rate', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 100 }), (rate, count) => {
        const times = Array.from({ length: count }, (_, index) => Math.ceil((index * 1_000) / rate) + index);
        expect(ask(rate, times)).toHaveLength(count);
      }),
    );
  });

  it('is full again after the time its tokens take, and then like a new one', () => {
    fc.assert(
      fc.property(rates, moments, (rate, times) => {
        let bucket = fillBucket(undefined, rate, 0);
        for (const nowMs of times) bucket = takeToken(fillBucket(bucket, rate, nowMs)) ?? bucket;
        const laterMs = bucket.atMs + Math.ceil((Math.max(1, rate) * 1_000) / rate) + 1;
        const filled = fillBucket(bucket, rate, laterMs);
        expect(isFull(filled, rate)).toBe(true);
        expect(filled).toEqual(fillBucket(undefined, rate, laterMs));
      }),
    );
  });

  it('is not filled by a clock that goes back', () => {
    expect(ask(1, [5_000, 4_000, 3_000, 3_500])).toEqual([5_000]);
  });
});
