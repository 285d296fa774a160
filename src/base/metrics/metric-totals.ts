import {
  type CounterName,
  type HistogramName,
  type LabelsOf,
  listLabels,
  METRICS,
  type MetricName,
} from './metric-table.ts';
import type { Metrics } from './metrics.ts';

export type Labels = Readonly<Record<string, string>>;

export interface CounterSample {
  readonly name: CounterName;
  readonly labels: Labels;
  readonly value: number;
}

export interface HistogramSample {
  readonly name: HistogramName;
  readonly labels: Labels;
  /** Observations per bucket, not cumulative; the last bucket holds those beyond all bounds. */
  readonly bucketCounts: readonly number[];
  readonly sumSeconds: number;
}

/** Counts as plain data, which is sent to another thread. */
export interface MetricSamples {
  readonly counters: readonly CounterSample[];
  readonly histograms: readonly HistogramSample[];
}

/** Limit on label sets per metric. Far above what the program uses; protects memory from a mistake. */
export const SERIES_MAX = 1_000;

/** Totals of everything reported since the start. */
export class MetricTotals implements Metrics {
  readonly #series = new Map<MetricName, Map<string, Series>>();

  /** `zeros`: whether series with known labels exist from the start, so that a first event shows as an increase. */
  constructor({ zeros }: { readonly zeros: boolean }) {
    if (!zeros) return;
    for (const [name, { kind }] of Object.entries(METRICS) as [MetricName, { kind: string }][]) {
      if (kind !== 'gauge') for (const labels of listLabels(name)) this.#find(name, labels);
    }
  }

  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by = 1): void {
    this.#find(name, labels as Labels).sum += by;
  }

  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, seconds: number): void {
    const series = this.#find(name, labels as Labels);
    series.sum += seconds;
    const { bucketSeconds } = METRICS[name];
    const index = bucketSeconds.findIndex((bound) => seconds <= bound);
    const bucket = index < 0 ? bucketSeconds.length : index;
    series.bucketCounts[bucket] = (series.bucketCounts[bucket] ?? 0) + 1;
  }

  /** Adds the counts of another instance. */
  add({ counters, histograms }: MetricSamples): void {
    for (const { name, labels, value } of counters) this.#find(name, labels).sum += value;
    for (const { name, labels, bucketCounts, sumSeconds } of histograms) {
      const series = this.#find(name, labels);
      series.sum += sumSeconds;
      for (const [index, count] of bucketCounts.entries()) {
        series.bucketCounts[index] = (series.bucketCounts[index] ?? 0) + count;
      }
    }
  }

  samples(): MetricSamples {
    const counters: CounterSample[] = [];
    const histograms: HistogramSample[] = [];
    for (const [name, seriesByKey] of this.#series) {
      for (const { labels, sum, bucketCounts } of seriesByKey.values()) {
        if (isHistogram(name)) histograms.push({ name, labels, bucketCounts: [...bucketCounts], sumSeconds: sum });
        else counters.push({ name: name as CounterName, labels, value: sum });
      }
    }
    return { counters, histograms };
  }

  /** Returns the samples and resets all of them. */
  take(): MetricSamples {
    const samples = this.samples();
    this.#series.clear();
    return samples;
  }

  #find(name: MetricName, labels: Labels): Series {
    const seriesByKey = this.#series.get(name) ?? new Map<string, Series>();
    this.#series.set(name, seriesByKey);
    const key = Object.values(labels).join('\n');
    const known = seriesByKey.get(key);
    if (known) return known;
    if (seriesByKey.size >= SERIES_MAX) {
      const others = Object.fromEntries(Object.keys(labels).map((label) => [label, 'other']));
      const otherKey = Object.values(others).join('\n');
      if (otherKey !== key) return this.#find(name, others);
    }
    const bucketCounts = isHistogram(name) ? new Array<number>(METRICS[name].bucketSeconds.length + 1).fill(0) : [];
    const series = { labels, sum: 0, bucketCounts };
    seriesByKey.set(key, series);
    return series;
  }
}

interface Series {
  readonly labels: Labels;
  /** Sum of the counts, or of the seconds. */
  sum: number;
  readonly bucketCounts: number[];
}

function isHistogram(name: MetricName): name is HistogramName {
  return METRICS[name].kind === 'histogram';
}
