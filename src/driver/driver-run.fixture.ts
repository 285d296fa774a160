import { ManualClock } from '../base/manual-clock.fixture.ts';
import type { DriverEvent } from './driver-event.ts';
import type { DriverRun } from './driver-run.ts';
import type { ImportService } from './import-service.ts';

/** A run whose pauses move a clock instead of waiting, with what it reported but progress. */
export interface WatchedRun extends DriverRun {
  readonly clock: ManualClock;
  readonly events: DriverEvent[];
  /** Ctrl-C. */
  interrupt(): void;
}

/** `onPause` runs in each pause: what happens elsewhere meanwhile. */
export function watchRun(service: ImportService, onPause?: () => Promise<void> | void): WatchedRun {
  const clock = new ManualClock(0);
  const events: DriverEvent[] = [];
  const controller = new AbortController();
  return {
    service,
    clock,
    events,
    interruption: { signal: controller.signal, byPerson: false },
    interrupt: () => controller.abort(),
    report(event) {
      if (event.kind !== 'progress' && event.kind !== 'phase-ended') events.push(event);
    },
    async pause(milliseconds, signal) {
      signal?.throwIfAborted();
      clock.advance(milliseconds);
      await onPause?.();
      signal?.throwIfAborted();
    },
  };
}
