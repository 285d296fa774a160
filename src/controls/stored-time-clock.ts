import type { Clock } from '../base/clock.ts';
import type { SharedControls } from './controls-memory.ts';

/**
 * The clock that stored times are made by and compared with: the machine's, ahead by the offset of the test controls (R571). Durations are
 * those of the machine (R572).
 */
export function createStoredTimeClock(machineClock: Clock, controls: Pick<SharedControls, 'clockOffsetMs'>): Clock {
  return {
    nowMs: () => machineClock.nowMs() + controls.clockOffsetMs,
    monotonicMs: () => machineClock.monotonicMs(),
  };
}
