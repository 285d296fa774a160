import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { FindingKind, RecordFinding } from '../../../../../src/check/finding.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { useTexts } from '../../../texts/texts.ts';
import { FaultAndRemedy, SeverityAndColumn } from './finding-cells.tsx';

interface KindRow {
  readonly count: number;
  readonly example: RecordFinding;
}

/** One row for each kind of finding, the most frequent first. */
export function FindingsByRule({
  kinds,
  isWide,
  onShowLines,
}: {
  readonly kinds: readonly FindingKind[];
  /** There is room for a column for each thing that there is to say. */
  readonly isWide: boolean;
  readonly onShowLines: (kind: string) => void;
}) {
  const { newImport, general } = useTexts();
  const format = useFormat();
  const texts = newImport.findings;
  const items = kinds.flatMap(({ count, first: [example] }) => (example === undefined ? [] : [{ count, example }]));
  const fault = ({ example }: KindRow) => (
    <FaultAndRemedy fault={example.summary} remedy={example.remedy} showsMeant={false} />
  );
  const showLines = ({ example }: KindRow) => (
    <Button
      variant="inline-link"
      onClick={() => onShowLines(example.kind)}
      ariaLabel={`${texts.showLines}: ${example.summary}`}
    >
      {texts.showLines}
    </Button>
  );
  const place = ({ example }: KindRow) => <SeverityAndColumn {...example} />;
  const wide: readonly TableProps.ColumnDefinition<KindRow>[] = [
    { id: 'place', header: texts.severityAndColumn, cell: place, isRowHeader: true, minWidth: 205 },
    { id: 'count', header: texts.count, cell: ({ count }) => format.count(count), minWidth: 75 },
    { id: 'fault', header: texts.faultAndRemedy, cell: fault, minWidth: 310 },
    { id: 'rule', header: texts.rule, cell: ({ example }) => example.rule ?? general.empty, minWidth: 75 },
    { id: 'lines', header: general.actionsColumn, cell: showLines, minWidth: 125 },
  ];
  const narrow: readonly TableProps.ColumnDefinition<KindRow>[] = [
    {
      id: 'finding',
      header: texts.faultAndRemedy,
      cell: (row) => (
        <SpaceBetween size="xxs">
          {place(row)}
          {fault(row)}
          <SpaceBetween direction="horizontal" size="s">
            <span>
              {texts.count}: {format.count(row.count)}
            </span>
            {row.example.rule !== undefined && (
              <span>
                {texts.rule}: {row.example.rule}
              </span>
            )}
            {showLines(row)}
          </SpaceBetween>
        </SpaceBetween>
      ),
    },
  ];
  return (
    <Table
      variant="container"
      items={items}
      trackBy={({ example }) => example.kind}
      wrapLines
      cellVerticalAlign="top"
      ariaLabels={{ tableLabel: texts.byRule }}
      columnDefinitions={isWide ? wide : narrow}
    />
  );
}
