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
export function JobStatus({ status }: { readonly status: string | undefined }) {
  const { jobs, general } = useTexts();
  if (status === undefined) return general.empty;
  return <StatusIndicator type={INDICATORS[status] ?? 'info'}>{jobs.statuses[status] ?? status}</StatusIndicator>;
}
