import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useTexts } from '../../texts/texts.ts';

const INDICATORS: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  Created: 'pending',
  Pending: 'pending',
  InProgress: 'in-progress',
  Stopping: 'in-progress',
  Expired: 'stopped',
  Stopped: 'stopped',
  Failed: 'error',
  Succeeded: 'success',
};

/** The state of an import job in a sign and a word. */
export function JobStatus({
  status,
  isUnharmed = false,
}: {
  readonly status: string | undefined;
  /** It ended as Failed, but no record failed. */
  readonly isUnharmed?: boolean;
}) {
  const { jobs, general } = useTexts();
  if (status === undefined) return general.empty;
  if (isUnharmed) return <StatusIndicator type="warning">{jobs.tooManySkipped}</StatusIndicator>;
  return <StatusIndicator type={INDICATORS[status] ?? 'info'}>{jobs.statuses[status] ?? status}</StatusIndicator>;
}
