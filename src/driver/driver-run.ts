import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import type { DriverEvent } from './driver-event.ts';
import type { ImportService } from './import-service.ts';
import type { WaitReason } from './run/journal-event.ts';

/** What every step of an import is given. */
export interface DriverRun {
  readonly service: ImportService;
  readonly clock: Clock;
  readonly interruption: Interruption;
  /** How long a server that is away is waited for; ten minutes if absent. */
  readonly patienceMs?: number;
  /** Told what happens, in order. Must not throw. */
  report(event: DriverEvent): void;
  /** Told how long something was waited for. */
  waited?(reason: WaitReason, milliseconds: number): void;
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
