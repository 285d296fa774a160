import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import type { DriverEvent } from './driver-event.ts';
import type { ImportService } from './import-service.ts';

/** What every step of an import is given. */
export interface DriverRun {
  readonly service: ImportService;
  readonly clock: Clock;
  readonly interruption: Interruption;
  /** Told what happens, in order. Must not throw. */
  report(event: DriverEvent): void;
  /** Resolves after `milliseconds`; rejects with the reason of `signal` when that is aborted first. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** How the caller asks for an early end. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Whether a person asked, who may ask a second time, and not a supervisor. */
  readonly byPerson: boolean;
}

export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return wait(milliseconds, undefined, signal === undefined ? {} : { signal });
}
