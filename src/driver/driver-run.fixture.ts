import { ManualClock } from '../base/manual-clock.fixture.ts';
import type { DriverEvent } from './driver-event.ts';
import type { DriverRun } from './driver-run.ts';
import type { ImportService } from './import-service.ts';

/** A run whose pauses move a clock instead of waiting, with what it reported but progress. */
export interface WatchedRun extends DriverRun {
  readonly clock: ManualClock;
  readonly events: DriverEvent[];
}

/** `onPause` runs in each pause: what happens elsewhere meanwhile. */
export function watchRun(service: ImportService, onPause?: () => Promise<void> | void): WatchedRun {
  const clock = new ManualClock(0);
  const events: DriverEvent[] = [];
  return {
    service,
    clock,
    events,
    interruption: { signal: new AbortController().signal, byPerson: false },
    report(event) {
      if (event.kind !== 'progress' && event.kind !== 'phase-ended') events.push(event);
    },
    async pause(milliseconds, signal) {
      signal?.throwIfAborted();
      clock.advance(milliseconds);
      await onPause?.();
    },
  };
}
