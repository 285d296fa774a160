import type { Logger } from '../base/logger.ts';
import type { MetricTotals } from '../base/metrics/metric-totals.ts';
import { shareWhileRunning } from '../base/once.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { Store } from '../store/store.ts';
import type { StoreReading } from './prometheus-page.ts';

/** Of a reading of the metrics, which a store that hangs must not hold up: readers give up after ten seconds. */
export const STORE_ANSWER_MS_MAX = 2_000;

/** The metrics as they are written for Prometheus. */
export interface MetricsPage {
  read(): Promise<{ readonly contentType: string; readonly body: string }>;
}

export interface MetricsPageServices {
  readonly totals: Pick<MetricTotals, 'samples'>;
  readonly store: Pick<Store, 'countActiveJobs'>;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
}

/**
 * Loads the client of Prometheus when somebody reads the first time: it takes 35 to 150 ms, which no start has to pay. Those who read
 * at the same time get the same page, so that many readers ask the store no more than one.
 */
export function createMetricsPage(services: MetricsPageServices): MetricsPage {
  return { read: shareWhileRunning(() => readPage(services)) };
}

async function readPage(services: MetricsPageServices): ReturnType<MetricsPage['read']> {
  const reading = askStore(services);
  const { writePrometheusPage } = await import('./prometheus-page.ts');
  return writePrometheusPage(services.totals.samples(), await reading);
}

/** Never rejects: a page without the jobs, which says that the store is away, is what a reader needs then. */
async function askStore({ store, scheduler, logger }: MetricsPageServices): Promise<StoreReading> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const cancel = scheduler.after(STORE_ANSWER_MS_MAX, () => {
    reject(new Error(`the store did not answer within ${STORE_ANSWER_MS_MAX} ms`));
  });
  try {
    return await Promise.race([store.countActiveJobs(), late]);
  } catch (error) {
    logger.warn({ err: error }, 'the metrics are served without the store');
    return undefined;
  } finally {
    cancel();
  }
}
