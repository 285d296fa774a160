import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { RecordFinding } from '../../../../../src/check/finding.ts';
import { useTexts } from '../../../texts/texts.ts';

const INDICATORS: Readonly<Record<RecordFinding['severity'], StatusIndicatorProps.Type>> = {
  failed: 'error',
  further: 'error',
  skipped: 'stopped',
  warning: 'warning',
};

/** What a finding does to its record, in a sign and a word. */
export function SeverityStatus({ severity }: Pick<RecordFinding, 'severity'>) {
  const { newImport } = useTexts();
  return <StatusIndicator type={INDICATORS[severity]}>{newImport.findings.severities[severity]}</StatusIndicator>;
}
