import { MetricTotals } from '../base/metrics/metric-totals.ts';
import type { Metrics } from '../base/metrics/metrics.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { MetricsMessage } from './thread-messages.ts';

/** How long counts wait before they are sent to the main thread. A thread that dies loses the counts it has not sent. */
export const METRICS_TOLD_AFTER_MS = 250;

export interface PortMetrics extends Metrics {
  /** Sends the remaining counts and cancels the timer. */
  flush(): void;
}

/** Metrics that another thread adds up: one message per quarter of a second. */
export function createPortMetrics(post: (message: MetricsMessage) => void, scheduler: Scheduler): PortMetrics {
  const untold = new MetricTotals({ zeros: false });
  let cancel: (() => void) | undefined;
  const tell = () => {
    cancel = undefined;
    post({ kind: 'metrics', samples: untold.take() });
  };
  const plan = () => {
    cancel ??= scheduler.after(METRICS_TOLD_AFTER_MS, tell);
  };
  return {
    count(...args) {
      untold.count(...args);
      plan();
    },
    observe(...args) {
      untold.observe(...args);
      plan();
    },
    flush() {
      if (!cancel) return;
      cancel();
      tell();
    },
  };
}
