import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Scheduler } from '../base/scheduler.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Config } from '../config/resolve-config.ts';
import { settings } from '../config/settings.ts';
import { ControlsMemory } from '../controls/controls-memory.ts';
import { CONTROL_OPERATIONS, UPLOAD_OPERATION } from '../controls/fault.ts';
import { createStoredTimeClock } from '../controls/stored-time-clock.ts';
import { TestControls } from '../controls/test-controls.ts';
import { runDueSweeps, type SweepServices } from '../jobs/sweep.ts';
import type { OperationRegistry } from '../operations/registry/registry.ts';
import type { Store } from '../store/store.ts';

/** What stored times are made by and compared with, and the memory that moves it where there are test controls. */
export interface StoredTime {
  readonly clock: Clock;
  readonly memory: ControlsMemory | undefined;
}

/**
 * Goes on from the offset that the data directory was left with (R573). Without test controls such a directory is refused: what is stored
 * there lies in the future, and would expire too late. @throws {ConfigError}
 */
export async function openStoredTime(
  { testControls, database, data }: Pick<Config, 'testControls' | 'database' | 'data'>,
  store: Pick<Store, 'readClockOffset'>,
  machineClock: Clock,
): Promise<StoredTime> {
  if (database !== undefined) return { clock: machineClock, memory: undefined };
  const clockOffsetMs = await store.readClockOffset();
  if (testControls) {
    const memory = new ControlsMemory();
    memory.set({ clockOffsetMs });
    return { clock: createStoredTimeClock(machineClock, memory), memory };
  }
  if (clockOffsetMs === 0) return { clock: machineClock, memory: undefined };
  throw new ConfigError(
    'testControls',
    `the clock of the data directory ${data} was moved forward by ${clockOffsetMs / 1_000} seconds with test controls: start it with ${settings.testControls.flag} on, or use another directory`,
  );
}

/** Undefined without memory: then there are no test controls. */
export function createTestControls(
  memory: ControlsMemory | undefined,
  {
    registry,
    sweeping,
    store,
    ...services
  }: {
    readonly clock: Clock;
    readonly scheduler: Scheduler;
    readonly logger: Logger;
    readonly registry: OperationRegistry;
    readonly sweeping: SweepServices;
    readonly store: Pick<Store, 'moveClock'>;
  },
): TestControls | undefined {
  if (!memory) return undefined;
  const clockOffsetSeconds = memory.clockOffsetMs / 1_000;
  services.logger.warn({ clockOffsetSeconds }, 'test controls are on: clients may move the clock and inject faults');
  const operations = Object.values(registry.models).flatMap((model) => Object.keys(model.operations));
  return new TestControls({
    ...services,
    memory,
    faultyOperations: new Set([
      ...operations.filter((operation) => !CONTROL_OPERATIONS.includes(operation)),
      UPLOAD_OPERATION,
    ]),
    moveStoredClock: (byMs) => store.moveClock(byMs),
    runDueWork: (isStopped) => runDueSweeps(sweeping, isStopped),
  });
}
