import type { CounterName, HistogramName, LabelsOf } from './metric-table.ts';

/** How rooms report metrics. A call costs one map look-up; it writes and sends nothing. */
export interface Metrics {
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, seconds: number): void;
}

export const noMetrics: Metrics = { count() {}, observe() {} };
