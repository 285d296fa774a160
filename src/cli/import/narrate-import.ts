import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { Clock } from '../../base/clock.ts';
import { formatCount, formatCounted } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { DriverEvent, DriverPhase } from '../../driver/driver-event.ts';
import type { GivenUpReason } from '../../driver/run/journal-event.ts';
import { describeTrouble, SERVER_BACK } from '../target/narrate-trouble.ts';
import type { Output } from '../terminal/output.ts';
import { type Progress, startProgress } from '../terminal/progress.ts';
import { noteText } from '../terminal/wrap-text.ts';

const VERBS: Readonly<Record<DriverPhase, string>> = {
  uploading: 'Uploading',
  importing: 'Importing',
  'reading-log': 'Reading the log',
  'following-up': 'Following up',
};

const GIVEN_UP: Readonly<Record<GivenUpReason, string>> = {
  'url-expired': 'its upload URL has run out',
  'job-expired': 'it expired before it was started',
  'not-found': 'the pool no longer has it',
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
      const unit = phase === 'uploading' ? 'bytes' : phase === 'following-up' ? 'steps' : 'records';
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
    case 'role-created':
      return `Created role ${event.roleArn}`;
    case 'part-begins': {
      const { part, parts, file, records, pool } = event;
      const which = parts === 1 ? '' : `part ${part} of ${parts}: `;
      return `Importing ${which}${toPrintable(file)} (${formatCounted(records, 'record')}) into user pool ${toPrintable(pool.name)} (${pool.id}) at ${place}`;
    }
    case 'earlier-job-found':
      return `Job ${event.job.JobId} was created before (${describeState(event.job)}); following it.`;
    case 'job-given-up':
      return `Job ${event.jobId} cannot be used: ${GIVEN_UP[event.reason]}. Another one takes its place.`;
    case 'job-started':
      return `Started job ${event.jobId}`;
    case 'follow-ups-begin':
      return `Doing the follow-ups of ${formatCounted(event.users, 'user')}`;
    case 'waiting-for-other-job':
      return event.other === undefined
        ? 'The server does not start the job yet: another import job may be active in this account. Waiting.'
        : `Import job ${event.other.jobId} of user pool ${event.other.userPoolId} is active in this account; waiting for it to end.`;
    case 'stopping-job':
      return event.byPerson
        ? 'Stopping the job. Press Ctrl-C again to let it go on without this command; muster resume follows it then.'
        : 'Stopping the job.';
    case 'server-away':
      return describeTrouble(event);
    case 'server-back':
      return SERVER_BACK;
  }
}

function describeState({ Status, ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): string {
  if (Status === 'Created') return 'not started yet';
  return `${Status}, ${formatCount(ImportedUsers)} imported, ${formatCount(SkippedUsers)} skipped, ${formatCount(FailedUsers)} failed`;
}
