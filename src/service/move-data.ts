import { systemClock } from '../base/clock.ts';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { noMetrics } from '../base/metrics/metrics.ts';
import { systemScheduler } from '../base/scheduler.ts';
import type { MoveConfig } from '../config/resolve-config.ts';
import { moveDataDirectory } from '../state/move/move-data-directory.ts';
import type { MovedRows } from '../state/move/moved-rows.ts';
import type { Move } from '../state/move.ts';
import { openBlobs } from './open-blobs.ts';
import { openDirectory } from './open-state.ts';

/** Joins the move with directory and bucket as the settings name them. */
export function moveData(config: MoveConfig, report: (moved: MovedRows) => void): Promise<Move> {
  const services = {
    clock: systemClock,
    ids: randomIds,
    scheduler: systemScheduler,
    logger: silentLogger,
    metrics: noMetrics,
  };
  return moveDataDirectory({
    ...config,
    openDirectory,
    openBucket: (owner) => openBlobs(config, { directory: undefined, owner, ...services }),
    report,
  });
}
