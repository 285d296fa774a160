import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/manual-clock.fixture.ts';
import { noMetrics } from '../../base/metrics/metrics.ts';
import type { Scheduler } from '../../base/scheduler.ts';
import { newStoreCounters } from '../store-counters.ts';
import { StoreFaultError } from '../store-fault.ts';
import { DeadlineError } from './postgres-faults.ts';
import { CONFLICT_ATTEMPTS_MAX, retry } from './retry.ts';

const LOST = () => new Error('Connection terminated unexpectedly');
const LATE = () => new DeadlineError('no answer within 30000 ms');
const NO_CONNECTION = () => new Error('timeout exceeded when trying to connect');
const CONFLICT = () => Object.assign(new Error('deadlock detected'), { code: '40P01' });
const OTHER = () => Object.assign(new Error('division by zero'), { code: '22012' });

interface Trouble {
  readonly error: () => Error;
  /** For ever, unless told. */
  readonly failures?: number;
  /** How long an attempt takes. */
  readonly attemptMs: number;
}

/** No pause takes time. */
const scheduler: Scheduler = {
  after(_delayMs, task) {
    queueMicrotask(task);
    return () => {};
  },
};

describe('a call of the database', () => {
  it.each<[string, Trouble, number]>([
    ['whose connection is lost is tried again', { error: LOST, failures: 3, attemptMs: 10 }, 4],
    ['that stood still before it learned so is tried again too', { error: LOST, failures: 1, attemptMs: 60_000 }, 2],
    ['that finds no server is given up 4 s after its first failure', { error: LOST, attemptMs: 1_000 }, 5],
    ['whose answer did not come is not tried again', { error: LATE, attemptMs: 30_000 }, 1],
    ['that gets no connection in time is not tried again', { error: NO_CONNECTION, attemptMs: 5_000 }, 1],
    ['that meets others is tried again so often', { error: CONFLICT, attemptMs: 10 }, CONFLICT_ATTEMPTS_MAX],
    ['that is wrong is not tried again', { error: OTHER, attemptMs: 10 }, 1],
  ])('%s', async (_, { error, failures = Number.POSITIVE_INFINITY, attemptMs }, attempts) => {
    const clock = new ManualClock(0);
    const counters = newStoreCounters();
    let attempted = 0;
    const call = retry({ clock, scheduler, counters, metrics: noMetrics }, async () => {
      attempted += 1;
      clock.advance(attemptMs);
      if (attempted <= failures) throw error();
      return 'answer';
    });
    if (Number.isFinite(failures)) expect(await call).toBe('answer');
    else await expect(call).rejects.toBeInstanceOf(StoreFaultError);
    expect(attempted).toBe(attempts);
    expect(counters.conflictRetries + counters.connectionRetries).toBe(attempts - 1);
  });
});
