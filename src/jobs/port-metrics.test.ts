import { describe, expect, it } from 'vitest';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { createPortMetrics, METRICS_TOLD_AFTER_MS } from './port-metrics.ts';
import type { MetricsMessage } from './thread-messages.ts';

function open() {
  const scheduler = new ManualScheduler();
  const messages: MetricsMessage[] = [];
  const metrics = createPortMetrics((message) => messages.push(message), scheduler);
  const values = () => messages.map(({ samples }) => samples.counters.map(({ value }) => value));
  return { scheduler, metrics, values };
}

const IMPORTED = { outcome: 'imported' } as const;

describe('metrics that go to the main thread', () => {
  it('join what happens in a quarter of a second in one message, and send none while nothing happens', () => {
    const { scheduler, metrics, values } = open();
    for (let batch = 0; batch < 1_000; batch += 1) metrics.count('muster_records_total', IMPORTED, 3);
    expect(values()).toEqual([]);
    scheduler.advance(METRICS_TOLD_AFTER_MS);
    expect(values()).toEqual([[3_000]]);
    scheduler.advance(60_000);
    expect(values()).toEqual([[3_000]]);
    metrics.count('muster_lease_losses_total', {});
    scheduler.advance(METRICS_TOLD_AFTER_MS);
    expect(values()).toEqual([[3_000], [1]]);
  });

  it('tell what is left when the thread ends, and leave nothing planned that would keep it', () => {
    const { scheduler, metrics, values } = open();
    metrics.flush();
    expect(values()).toEqual([]);
    metrics.count('muster_records_total', IMPORTED);
    metrics.flush();
    expect(values()).toEqual([[1]]);
    expect(scheduler.size).toBe(0);
  });
});
