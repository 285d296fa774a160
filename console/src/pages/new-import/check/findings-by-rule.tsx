import Button from '@cloudscape-design/components/button';
import Table from '@cloudscape-design/components/table';
import type { FindingKind } from '../../../../../src/check/finding.ts';
import { describeRemedy } from '../../../../../src/check/remedies/describe-remedy.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { ValueText } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';
import { SeverityStatus } from './severity-status.tsx';

/** One row for each kind of finding, the most frequent first. */
export function FindingsByRule({
  kinds,
  onShowLines,
}: {
  readonly kinds: readonly FindingKind[];
  readonly onShowLines: (kind: string) => void;
}) {
  const { newImport, general } = useTexts();
  const format = useFormat();
  const texts = newImport.findings;
  const items = kinds.flatMap(({ count, first: [example] }) => (example === undefined ? [] : [{ count, example }]));
  return (
    <Table
      variant="container"
      items={items}
      trackBy={({ example }) => example.kind}
      wrapLines
      ariaLabels={{ tableLabel: texts.byRule }}
      columnDefinitions={[
        {
          id: 'severity',
          header: texts.severity,
          cell: ({ example }) => <SeverityStatus severity={example.severity} />,
          minWidth: 125,
        },
        {
          id: 'column',
          header: texts.column,
          cell: ({ example }) => <ValueText value={example.column} />,
          isRowHeader: true,
          minWidth: 165,
        },
        { id: 'count', header: texts.count, cell: ({ count }) => format.count(count), minWidth: 80 },
        {
          id: 'fault',
          header: texts.fault,
          cell: ({ example }) => <ValueText value={example.summary} />,
          minWidth: 200,
        },
        {
          id: 'remedy',
          header: texts.remedy,
          cell: ({ example }) =>
            `${describeRemedy(example.remedy)}${example.remedy.safe ? ` (${texts.safe.toLowerCase()})` : ''}`,
          minWidth: 240,
        },
        { id: 'rule', header: texts.rule, cell: ({ example }) => example.rule ?? general.empty, minWidth: 70 },
        {
          id: 'lines',
          header: general.actionsColumn,
          cell: ({ example }) => (
            <Button
              variant="inline-link"
              onClick={() => onShowLines(example.kind)}
              ariaLabel={`${texts.showLines}: ${example.summary}`}
            >
              {texts.showLines}
            </Button>
          ),
          minWidth: 110,
        },
      ]}
    />
  );
}
