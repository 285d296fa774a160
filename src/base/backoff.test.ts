import { describe, expect, it } from 'vitest';
import { backoffMs, jitteredBackoffMs, pause } from './backoff.ts';
import { ManualScheduler } from './manual-scheduler.fixture.ts';

const BACKOFF = { pauseMsMin: 100, pauseMsMax: 5_000 };

describe('a backoff', () => {
  it.each([
    [1, 100],
    [2, 200],
    [6, 3_200],
    [7, 5_000],
    [2_000, 5_000],
  ])('after %i failures in a row is %i ms', (failures, pauseMs) => {
    expect(backoffMs(BACKOFF, failures)).toBe(pauseMs);
  });

  it('leaves between half and all of the pause to chance', () => {
    const pauses = Array.from({ length: 1_000 }, () => jitteredBackoffMs(BACKOFF, 2));
    expect(Math.min(...pauses)).toBeGreaterThan(100);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(200);
    expect(new Set(pauses).size).toBeGreaterThan(20);
  });
});

describe('pause', () => {
  it('ends when its time is over', async () => {
    const scheduler = new ManualScheduler();
    let isOver = false;
    const paused = pause(scheduler, 100).then(() => {
      isOver = true;
    });
    scheduler.advance(99);
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    scheduler.advance(1);
    await paused;
  });
});
