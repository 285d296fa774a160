import { type Backoff, jitteredBackoffMs, pause } from '../../base/backoff.ts';
import type { Clock } from '../../base/clock.ts';
import type { Metrics } from '../../base/metrics/metrics.ts';
import type { Scheduler } from '../../base/scheduler.ts';
import type { StoreCounters } from '../store-counters.ts';
import { isConflict, isConnectionFault, isTimeout, isUniqueViolation, toStoreFault } from './postgres-faults.ts';

/** Contention this steady does not clear by itself, or the server is far too busy: give up. */
export const CONFLICT_ATTEMPTS_MAX = 12;
/** A key that was free when we looked is decided again; one that violates a rule of the tables never will be. */
const VIOLATION_ATTEMPTS_MAX = 3;
/** For so long after its first failure a call waits for a server that cannot be reached. Callers have their own timeout. */
const CONNECTION_TROUBLE_MS_MAX = 4_000;
const CONFLICT: Backoff = { pauseMsMin: 4, pauseMsMax: 1_000 };
const LOSS: Backoff = { pauseMsMin: 50, pauseMsMax: 1_000 };

export interface RetryServices {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly counters: StoreCounters;
  readonly metrics: Pick<Metrics, 'count'>;
}

/** Runs what left no trace when it failed until it does not fail, or may not be tried again. @throws {StoreFaultError} */
export async function retry<Result>(
  { clock, scheduler, counters, metrics }: RetryServices,
  attempt: () => Promise<Result>,
): Promise<Result> {
  // Not when the call began: the process may have stood still since, and the server has ended its connection.
  let lostSinceMs: number | undefined;
  let conflicts = 0;
  let violations = 0;
  let losses = 0;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const nowMs = clock.monotonicMs();
      if (isConflict(error) && ++conflicts < CONFLICT_ATTEMPTS_MAX) {
        counters.conflictRetries++;
        metrics.count('muster_store_retries_total', { reason: 'conflict' });
        await pause(scheduler, jitteredBackoffMs(CONFLICT, conflicts));
      } else if (isUniqueViolation(error) && ++violations < VIOLATION_ATTEMPTS_MAX) {
        counters.conflictRetries++;
        metrics.count('muster_store_retries_total', { reason: 'conflict' });
        await pause(scheduler, jitteredBackoffMs(CONFLICT, violations));
      } else if (isLoss(error) && nowMs - (lostSinceMs ?? nowMs) < CONNECTION_TROUBLE_MS_MAX) {
        lostSinceMs ??= nowMs;
        counters.connectionRetries++;
        metrics.count('muster_store_retries_total', { reason: 'connection' });
        await pause(scheduler, jitteredBackoffMs(LOSS, ++losses));
      } else {
        const fault = toStoreFault(error);
        if (fault.isOfStorage) counters.storageFaults++;
        throw fault;
      }
    }
  }
}

/** A connection is lost or was refused. One that was waited for as long as it may take is not waited for again. */
function isLoss(error: unknown): boolean {
  return isConnectionFault(error) && !isTimeout(error);
}
