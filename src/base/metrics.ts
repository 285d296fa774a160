import type { CounterName, HistogramName, LabelsOf } from './metric-table.ts';

/** Where rooms report what they did. A call costs a look into a map; nothing is written or sent by it. */
export interface Metrics {
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, seconds: number): void;
}

export const noMetrics: Metrics = { count() {}, observe() {} };
