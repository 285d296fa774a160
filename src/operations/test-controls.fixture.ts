import type { Clock } from '../base/clock.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { ControlsMemory } from '../controls/controls-memory.ts';
import { TestControls } from '../controls/test-controls.ts';

export const FAULTY_OPERATIONS: ReadonlySet<string> = new Set(['StartUserImportJob', 'PutUpload']);

/** Controls that keep their offset in memory and have nothing due. */
export function makeTestControls(clock: Clock): TestControls {
  let offsetMs = 0;
  return new TestControls({
    clock,
    scheduler: new ManualScheduler(),
    logger: silentLogger,
    memory: new ControlsMemory(),
    faultyOperations: FAULTY_OPERATIONS,
    moveStoredClock: async (byMs) => (offsetMs += byMs),
    runDueWork: async () => {},
  });
}
