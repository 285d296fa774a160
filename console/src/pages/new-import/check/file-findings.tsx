import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { FileFinding } from '../../../../../src/check/file-faults.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { toVisible } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';
import { useRemedies } from '../use-remedies.ts';

/** What is said of the file as a whole: most of it fails a job before its first record. */
export function FileFindings({ findings }: { readonly findings: readonly FileFinding[] }) {
  const { newImport } = useTexts();
  const format = useFormat();
  if (findings.length === 0) return null;
  return (
    <SpaceBetween size="s">
      <Box variant="h3">{newImport.check.wholeFile(format.count(findings.length))}</Box>
      <ul data-testid="file-findings">
        {findings.map((finding) => (
          <li key={`${finding.textId} ${finding.text}`}>
            <OneFinding finding={finding} />
          </li>
        ))}
      </ul>
    </SpaceBetween>
  );
}

function OneFinding({ finding }: { readonly finding: FileFinding }) {
  const { newImport } = useTexts();
  const format = useFormat();
  const remedies = useRemedies();
  const { text, rule, remedy, lineNumber, detail, failsJob } = finding;
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type={failsJob ? 'error' : rule === undefined ? 'info' : 'warning'}>
        <bdi className="muster-break">{toVisible(text)}</bdi> {rule !== undefined && `(${rule})`}{' '}
        {lineNumber !== undefined && newImport.findings.atLine(format.count(lineNumber))}
      </StatusIndicator>
      <Box color="text-body-secondary">
        {remedies.ofFinding(remedy)} {remedy.safe && `${newImport.findings.safe}.`}
      </Box>
      {detail !== undefined && (
        <Box variant="pre">
          <span className="muster-detail">{detail.split('\n').map(toVisible).join('\n')}</span>
        </Box>
      )}
    </SpaceBetween>
  );
}
