/** The metrics in the text format of Prometheus, written by prom-client. Loaded on the first read of the metrics. */
import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';
import { METRICS, type MetricName } from '../base/metrics/metric-table.ts';
import type { HistogramSample, Labels, MetricSamples } from '../base/metrics/metric-totals.ts';
import { readPackageVersion } from '../base/package-version.ts';
import type { ActiveStatus } from '../store/store.ts';

/** Metrics of the process (which may run several servers): memory, processor, open files, event loop, garbage collection. */
const processRegistry = new Registry();
collectDefaultMetrics({ register: processRegistry });
// Left out: readers can compute them, and they are named like counters without being counters.
for (const kind of ['handles', 'requests', 'resources'])
  processRegistry.removeSingleMetric(`nodejs_active_${kind}_total`);

/** How many jobs are active, or that the store did not answer. */
export type StoreReading = Readonly<Record<ActiveStatus, number>> | undefined;

/** One line of the page. */
interface Value {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/**
 * The client takes observations one by one only; sums that were made elsewhere it takes as it takes those of a cluster's workers, in the
 * form of its own `getMetricsAsJSON`.
 */
export async function writePrometheusPage(
  { counters, histograms }: MetricSamples,
  reading: StoreReading,
): Promise<{ readonly contentType: string; readonly body: string }> {
  const gauges: Partial<Record<MetricName, readonly Value[]>> = {
    muster_build_info: [{ labels: { version: readPackageVersion(), node: process.versions.node }, value: 1 }],
    muster_store_up: [{ labels: {}, value: reading ? 1 : 0 }],
    // An unknown value is left out; 0 would be wrong.
    muster_import_jobs: Object.entries(reading ?? {}).map(([status, value]) => ({ labels: { status }, value })),
  };
  const valuesOf = (name: MetricName): readonly Value[] => [
    ...(gauges[name] ?? []),
    ...counters.filter((sample) => sample.name === name),
    ...histograms.filter((sample) => sample.name === name).flatMap(writeHistogram),
  ];
  const page = (Object.keys(METRICS) as MetricName[]).map((name) => ({
    name,
    help: METRICS[name].help,
    type: METRICS[name].kind,
    aggregator: 'sum',
    values: valuesOf(name),
  }));
  const registry = AggregatorRegistry.aggregate([page]);
  const body = `${await registry.metrics()}\n${await processRegistry.metrics()}`;
  return { contentType: registry.contentType, body };
}

/** Buckets are cumulative. */
function writeHistogram({ name, labels, bucketCounts, sumSeconds }: HistogramSample): readonly Value[] {
  const { bucketSeconds } = METRICS[name];
  let count = 0;
  const bucketLabels = (index: number): Value['labels'] & Labels => ({
    ...labels,
    le: String(bucketSeconds[index] ?? '+Inf'),
  });
  const buckets = bucketCounts.map((inBucket, index) => {
    count += inBucket;
    return { metricName: `${name}_bucket`, labels: bucketLabels(index), value: count };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sumSeconds },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
