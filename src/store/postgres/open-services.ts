import { type Clock, systemClock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { type Metrics, noMetrics } from '../../base/metrics/metrics.ts';
import { type Scheduler, systemScheduler } from '../../base/scheduler.ts';
import { newStoreCounters } from '../store-counters.ts';
import { ConnectionPool } from './connection-pool.ts';
import type { TransactionServices } from './transactions.ts';

export interface ConnectionOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly scheduler?: Scheduler;
  readonly metrics?: Metrics;
}

/** The connections of a thread, and what its calls need beside them. */
export function openServices({
  url,
  logger,
  connectionsMax,
  clock = systemClock,
  scheduler = systemScheduler,
  metrics = noMetrics,
}: ConnectionOptions & { readonly connectionsMax: number }): TransactionServices {
  const onLoss = ({ message }: Error): void => logger.warn({ error: message }, 'a connection to PostgreSQL was lost');
  const pool = new ConnectionPool({ url, connectionsMax, scheduler, onLoss });
  return { pool, clock, scheduler, counters: newStoreCounters(), metrics };
}
