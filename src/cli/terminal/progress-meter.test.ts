import { describe, expect, it } from 'vitest';
import { ProgressMeter } from './progress-meter.ts';

describe('ProgressMeter', () => {
  it('says nothing of the time left while nothing moves', () => {
    const meter = new ProgressMeter(100);
    expect(meter.measure(0, 0)).toEqual({ perSecond: 0, millisecondsLeft: undefined });
    expect(meter.measure(1_000, 0)).toEqual({ perSecond: 0, millisecondsLeft: undefined });
  });

  it('measures the pace and the time left', () => {
    const meter = new ProgressMeter(10_000);
    meter.measure(0, 0);
    expect(meter.measure(500, 1_000)).toEqual({ perSecond: 2_000, millisecondsLeft: 4_500 });
  });

  it('forgets what is older than its window', () => {
    const meter = new ProgressMeter(100_000);
    meter.measure(0, 0);
    for (let second = 1; second <= 10; second += 1) meter.measure(second * 1_000, second * 10);
    for (let second = 11; second <= 20; second += 1) meter.measure(second * 1_000, 100 + (second - 10) * 1_000);
    expect(meter.measure(21_000, 11_100).perSecond).toBe(1_000);
  });

  it('measures over a longer time if it is asked rarely', () => {
    const meter = new ProgressMeter(100_000);
    meter.measure(0, 0);
    expect(meter.measure(60_000, 600).perSecond).toBe(10);
  });
});
