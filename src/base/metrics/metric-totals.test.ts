import { describe, expect, it } from 'vitest';
import { METRICS } from './metric-table.ts';
import { MetricTotals, SERIES_MAX } from './metric-totals.ts';

const IMPORTED = { outcome: 'imported' } as const;
const JUDGE = { step: 'judge' } as const;

describe('the totals of metrics', () => {
  it('add up counts by their labels', () => {
    const totals = new MetricTotals({ zeros: false });
    totals.count('muster_records_total', IMPORTED, 20);
    totals.count('muster_records_total', IMPORTED);
    totals.count('muster_records_total', { outcome: 'failed' }, 3);
    expect(totals.samples().counters).toEqual([
      { name: 'muster_records_total', labels: IMPORTED, value: 21 },
      { name: 'muster_records_total', labels: { outcome: 'failed' }, value: 3 },
    ]);
  });

  it('put an observation into the first bucket that holds it, its bound included', () => {
    const totals = new MetricTotals({ zeros: false });
    const { bucketSeconds } = METRICS.muster_batch_duration_seconds;
    for (const seconds of [0, 0.005, 0.006, 10, 11]) totals.observe('muster_batch_duration_seconds', JUDGE, seconds);
    const [sample] = totals.samples().histograms;
    expect(sample?.bucketCounts).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect(sample?.bucketCounts).toHaveLength(bucketSeconds.length + 1);
    expect(sample?.sumSeconds).toBeCloseTo(21.011);
  });

  it('are the same when they come in pieces from another thread', () => {
    const here = new MetricTotals({ zeros: true });
    const whole = new MetricTotals({ zeros: true });
    const there = new MetricTotals({ zeros: false });
    for (const seconds of [0.001, 0.5, 99]) {
      for (const totals of [there, whole]) {
        totals.count('muster_records_total', IMPORTED, 7);
        totals.observe('muster_batch_duration_seconds', JUDGE, seconds);
      }
      here.add(structuredClone(there.take()));
    }
    expect(there.samples()).toEqual({ counters: [], histograms: [] });
    expect(here.samples()).toEqual(whole.samples());
  });

  it('hold the series whose labels are known before anything happened', () => {
    const { counters, histograms } = new MetricTotals({ zeros: true }).samples();
    const records = counters.filter(({ name }) => name === 'muster_records_total');
    expect(records.map(({ labels, value }) => [labels.outcome, value])).toEqual([
      ['imported', 0],
      ['skipped', 0],
      ['failed', 0],
    ]);
    expect(histograms.map(({ labels }) => labels)).toEqual([{ step: 'judge' }, { step: 'commit' }]);
  });

  it('put what would be too many series into one', () => {
    const totals = new MetricTotals({ zeros: false });
    for (let number = 0; number < SERIES_MAX + 50; number += 1) {
      totals.count('muster_uploads_total', { code: `Code${number}` });
    }
    const { counters } = totals.samples();
    expect(counters).toHaveLength(SERIES_MAX + 1);
    expect(counters.at(-1)).toMatchObject({ labels: { code: 'other' }, value: 50 });
  });
});
