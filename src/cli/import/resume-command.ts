import type { Clock } from '../../base/clock.ts';
import { openRunFolder } from '../../driver/run/run-folder.ts';
import { RunFolderError } from '../../driver/run/run-folder-error.ts';
import { readRunState } from '../../driver/run/run-state.ts';
import { openService } from '../target/open-service.ts';
import { openPlannedTarget } from '../target/planned-target.ts';
import { openInterruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { doRun, endWithError, type RunSession } from './run-session.ts';

export interface ResumeOptions {
  readonly json?: boolean;
}

/** `muster resume DIR`: does what is left of a run. Resolves with the exit code. */
export async function runResumeCommand(
  path: string,
  options: ResumeOptions,
  output: Output,
  clock: Clock,
): Promise<number> {
  const interruption = openInterruption(output);
  const session: RunSession = { isJson: options.json === true, output, clock, interruption };
  try {
    const folder = openRunFolder(path, clock.nowMs);
    try {
      if (readRunState(folder.readEntries()).isFinished) throw new RunFolderError('finished', path);
      const target = await openPlannedTarget(folder.plan.target, output);
      const service = openService(target);
      try {
        return await doRun(folder, target, service, session);
      } finally {
        service.clients.close();
        await target.close();
      }
    } finally {
      folder.close();
    }
  } catch (error) {
    return endWithError(error, session);
  } finally {
    interruption.close();
  }
}
