import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { RecordFinding } from '../../../../../src/check/finding.ts';
import type { Remedy } from '../../../../../src/check/remedies/remedy.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { ValueText } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';
import { useRemedies } from '../use-remedies.ts';
import { SeverityStatus } from './severity-status.tsx';

/** How bad a finding is, and in which column. */
export function SeverityAndColumn({ severity, column }: Pick<RecordFinding, 'severity' | 'column'>) {
  return (
    <>
      <SeverityStatus severity={severity} />
      {column !== undefined && (
        <div>
          <ValueText value={column} />
        </div>
      )}
    </>
  );
}

/** What is wrong, and below it what to do. */
export function FaultAndRemedy({
  fault,
  earlier,
  remedy,
  showsMeant,
}: {
  readonly fault: string;
  readonly earlier?: RecordFinding['earlier'];
  readonly remedy: Remedy;
  /** False of a kind of finding: each of its values was meant to be another one. */
  readonly showsMeant: boolean;
}) {
  const { newImport } = useTexts();
  const format = useFormat();
  const remedies = useRemedies();
  const texts = newImport.findings;
  return (
    <SpaceBetween size="xxs">
      <div>
        <ValueText value={fault} /> {earlier?.in === 'file' && texts.earlier(format.count(earlier.lineNumber))}
      </div>
      <Box color="text-body-secondary">
        {remedies.ofFinding(remedy)}
        {remedy.safe && ` (${texts.safe.toLowerCase()})`}
      </Box>
      {showsMeant && remedy.kind === 'change-value' && remedy.to !== undefined && (
        <div>
          {texts.meant}: {remedy.to === '' ? texts.blank : <ValueText value={remedy.to} />}
        </div>
      )}
    </SpaceBetween>
  );
}
