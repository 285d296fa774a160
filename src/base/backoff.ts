import { pooledBytes } from './ids.ts';
import type { Scheduler } from './scheduler.ts';

/** How long to wait after failures in a row: twice as long after each, within bounds in milliseconds. */
export interface Backoff {
  readonly pauseMsMin: number;
  readonly pauseMsMax: number;
}

/** The pause after the last of so many failures in a row, from 1. */
export function backoffMs({ pauseMsMin, pauseMsMax }: Backoff, failures: number): number {
  return Math.min(pauseMsMax, pauseMsMin * 2 ** (failures - 1));
}

/** The same, less up to half of it by chance, so that callers who met do not meet again. */
export function jitteredBackoffMs(backoff: Backoff, failures: number): number {
  const chance = (pooledBytes(1)[0] ?? 0) / 256;
  return backoffMs(backoff, failures) * (1 - chance / 2);
}

/** Resolves after `pauseMs`. */
export function pause(scheduler: Scheduler, pauseMs: number): Promise<void> {
  return new Promise((resolve) => void scheduler.after(pauseMs, resolve));
}
