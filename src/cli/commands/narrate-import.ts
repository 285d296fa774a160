import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { Clock } from '../../base/clock.ts';
import { formatBytes, formatCount, formatCounted } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { DriverEvent, DriverPhase } from '../../driver/driver-event.ts';
import { describeTrouble, SERVER_BACK } from '../target/narrate-trouble.ts';
import type { Output } from '../terminal/output.ts';
import { type Progress, startProgress } from '../terminal/progress.ts';
import { noteText } from '../terminal/wrap-text.ts';

const VERBS: Readonly<Record<DriverPhase, string>> = {
  uploading: 'Uploading',
  importing: 'Importing',
  waiting: 'Waiting for the other job',
  'reading-log': 'Reading the log',
};

/** Turns what the driver reports into progress and lines on standard error. `place` is where the users go. */
export function narrateImport(output: Output, clock: Clock, place: string): (event: DriverEvent) => void {
  let progress: Progress | undefined;
  const stopProgress = (): void => {
    progress?.stop();
    progress = undefined;
  };
  return (event) => {
    if (event.kind === 'progress') {
      const { phase, done, total } = event;
      const unit = phase === 'uploading' ? 'bytes' : 'records';
      progress ??= startProgress({ verb: VERBS[phase], unit, total }, output, clock);
      progress.update(done);
      return;
    }
    stopProgress();
    if (event.kind !== 'phase-ended') noteText(describeEvent(event, place), output);
  };
}

function describeEvent(
  event: Exclude<DriverEvent, { readonly kind: 'progress' | 'phase-ended' }>,
  place: string,
): string {
  switch (event.kind) {
    case 'pool-created':
      return `Created user pool ${event.pool.name} (${event.pool.id})`;
    case 'attributes-added':
      return `Added ${formatCounted(event.names.length, 'attribute')} to the pool: ${event.names.map(toPrintable).join(', ')}`;
    case 'import-begins': {
      const { file, pool } = event;
      const size = `${formatCounted(file.recordCount, 'record')}, ${formatBytes(file.byteLength)}`;
      return `Importing ${toPrintable(file.name)} (${size}) into user pool ${toPrintable(pool.name)} (${pool.id}) at ${place}`;
    }
    case 'earlier-job-found':
      return `Job ${event.job.JobId} of an earlier run imports this file; following it.`;
    case 'earlier-job-ended':
      return `Job ${event.job.JobId} ended: ${describeEnd(event.job)}`;
    case 'job-started':
      return `Started job ${event.jobId}`;
    case 'waiting-for-other-job':
      return event.other === undefined
        ? 'The server does not start the job yet: another import job may be active in this account. Waiting.'
        : `Import job ${event.other.jobId} of user pool ${event.other.userPoolId} is active in this account; waiting for it to end.`;
    case 'other-job-left':
      return `Job ${event.jobId} continues: it was not stopped.`;
    case 'stopping-job':
      return event.byPerson
        ? 'Stopping the job. Press Ctrl-C again to detach instead; the next run picks the job up.'
        : 'Stopping the job.';
    case 'server-away':
      return describeTrouble(event);
    case 'server-back':
      return SERVER_BACK;
  }
}

function describeEnd({ Status, ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): string {
  return `${Status}, ${formatCount(ImportedUsers)} imported, ${formatCount(SkippedUsers)} skipped, ${formatCount(FailedUsers)} failed.`;
}
