import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { DriverPhase, JobPlace } from './driver-event.ts';
import type { DriverRun } from './driver-run.ts';
import { countDone } from './job-states.ts';
import { watchJob } from './watch-job.ts';

/** Reports the progress of a started job until it has ended; `onCounters` is told each state. */
export async function followJob(
  place: JobPlace,
  total: number | undefined,
  phase: DriverPhase,
  run: DriverRun,
  onCounters: (job: UserImportJobType) => void = () => {},
): Promise<UserImportJobType> {
  const told = (job: UserImportJobType): void => {
    run.report({ kind: 'progress', phase, done: countDone(job), total });
    onCounters(job);
  };
  try {
    return await watchJob(place, told, run);
  } finally {
    run.report({ kind: 'phase-ended' });
  }
}
