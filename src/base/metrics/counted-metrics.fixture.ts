import { MetricTotals } from './metric-totals.ts';
import type { Metrics } from './metrics.ts';

/** Metrics for a test to look at: `muster_records_total imported` to 3. A histogram is there with the number of its observations. */
export function createCountedMetrics(): Metrics & { counted(): Readonly<Record<string, number>> } {
  const totals = new MetricTotals({ zeros: false });
  const keyOf = (name: string, labels: Readonly<Record<string, string>>) => [name, ...Object.values(labels)].join(' ');
  return {
    count: (...args) => totals.count(...args),
    observe: (...args) => totals.observe(...args),
    counted() {
      const { counters, histograms } = totals.samples();
      return Object.fromEntries([
        ...counters.map(({ name, labels, value }) => [keyOf(name, labels), value]),
        ...histograms.map(({ name, labels, bucketCounts }) => [
          keyOf(name, labels),
          bucketCounts.reduce((sum, count) => sum + count, 0),
        ]),
      ]);
    },
  };
}
