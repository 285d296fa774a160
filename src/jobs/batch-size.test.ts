import { describe, expect, it } from 'vitest';
import { BATCH_HELD_MS_MAX, BATCH_RECORDS_MAX, BatchSize, SHARED_BATCH_HELD_MS_MAX } from './batch-size.ts';

/** Sizes after `steps` commits that take `msPerRecord` and `msPerCommit`. */
function settle(msPerRecord: number, msPerCommit: number, isShared = false): BatchSize {
  const size = new BatchSize();
  for (let step = 0; step < 100; step += 1) {
    size.adapt(size.records, msPerCommit + size.records * msPerRecord, isShared);
  }
  return size;
}

describe('BatchSize', () => {
  it.each([
    [0.001, 1],
    [0.016, 3],
    [0.05, 5],
    [1, 2],
    [20, 0],
  ])(
    'settles where a commit of %d ms a record and %d ms a commit stays within its time',
    (msPerRecord, msPerCommit) => {
      const { records } = settle(msPerRecord, msPerCommit);
      expect(msPerCommit + records * msPerRecord).toBeLessThanOrEqual(BATCH_HELD_MS_MAX);
      expect(records).toBeLessThanOrEqual(BATCH_RECORDS_MAX);
      expect(records).toBeGreaterThanOrEqual(1);
    },
  );

  it('uses the time it has', () => {
    expect(settle(0.016, 3).records).toBeGreaterThan(700);
    expect(settle(0.0001, 0).records).toBe(BATCH_RECORDS_MAX);
  });

  it('is short while others write, and grows again when they have stopped', () => {
    const size = settle(0.016, 1, true);
    expect(1 + size.records * 0.016).toBeLessThanOrEqual(SHARED_BATCH_HELD_MS_MAX);
    for (let step = 0; step < 10; step += 1) size.adapt(size.records, 1 + size.records * 0.016, false);
    expect(size.records).toBeGreaterThan(settle(0.016, 1).records * 0.9);
  });

  it('takes one record at a time where even that is too slow', () => {
    expect(settle(1_000, 0).records).toBe(1);
  });

  it('forgets one slow commit soon', () => {
    const size = settle(0.016, 1);
    const before = size.records;
    size.adapt(before, 5_000, false);
    expect(size.records).toBe(Math.floor(before / 2));
    for (let step = 0; step < 5; step += 1) size.adapt(size.records, 1 + size.records * 0.016, false);
    expect(size.records).toBeGreaterThanOrEqual(before * 0.8);
  });

  it('does not grow by a batch that was cut short', () => {
    const size = new BatchSize();
    const before = size.records;
    size.adapt(1, 0, false);
    expect(size.records).toBe(before);
  });
});
