import { describe, expect, it } from 'vitest';
import { createLogger } from '../base/logger.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { MetricTotals } from '../base/metrics/metric-totals.ts';
import type { ActiveStatus, Store } from '../store/store.ts';
import { createMetricsPage, STORE_ANSWER_MS_MAX } from './create-metrics-page.ts';

function open(countActiveJobs: Store['countActiveJobs']) {
  const scheduler = new ManualScheduler();
  const logLines: string[] = [];
  const logger = createLogger('info', { write: (line) => logLines.push(line) });
  const totals = new MetricTotals({ zeros: true });
  const page = createMetricsPage({ totals, store: { countActiveJobs }, scheduler, logger });
  return { page, scheduler, logLines, totals };
}

const linesOf = (body: string, name: string) => body.split('\n').filter((line) => line.startsWith(name));

describe('the page of metrics', () => {
  it('says how many jobs wait and run', async () => {
    const { page, scheduler } = open(async () => ({ Pending: 4, InProgress: 2, Stopping: 1 }));
    const { body } = await page.read();
    expect(linesOf(body, 'muster_import_jobs{')).toEqual([
      'muster_import_jobs{status="Pending"} 4',
      'muster_import_jobs{status="InProgress"} 2',
      'muster_import_jobs{status="Stopping"} 1',
    ]);
    expect(linesOf(body, 'muster_store_up')).toEqual(['muster_store_up 1']);
    expect(scheduler.size).toBe(0);
  });

  it('says that the store is away, and nothing of jobs, when it fails or does not answer in time', async () => {
    const failing = open(() => Promise.reject(new Error('connection refused')));
    const hanging = open(() => new Promise(() => {}));
    const late = hanging.page.read();
    hanging.scheduler.advance(STORE_ANSWER_MS_MAX);
    for (const { body } of [await failing.page.read(), await late]) {
      expect(linesOf(body, 'muster_store_up')).toEqual(['muster_store_up 0']);
      expect(linesOf(body, 'muster_import_jobs{')).toEqual([]);
      expect(linesOf(body, 'muster_records_total')).toHaveLength(3);
    }
    expect(failing.logLines.join()).toContain('connection refused');
    expect(hanging.logLines.join()).toContain(`${STORE_ANSWER_MS_MAX} ms`);
  });

  it('asks the store once for all who read at the same time, and again for who comes later', async () => {
    let asked = 0;
    const answer = Promise.withResolvers<Readonly<Record<ActiveStatus, number>>>();
    const { page, totals } = open(() => {
      asked += 1;
      return answer.promise;
    });
    const readers = [1, 2, 3].map(() => page.read());
    answer.resolve({ Pending: 0, InProgress: 0, Stopping: 0 });
    expect(new Set(await Promise.all(readers)).size).toBe(1);
    expect(asked).toBe(1);
    totals.count('muster_lease_losses_total', {});
    expect(linesOf((await page.read()).body, 'muster_lease_losses_total')).toEqual(['muster_lease_losses_total 1']);
    expect(asked).toBe(2);
  });
});
