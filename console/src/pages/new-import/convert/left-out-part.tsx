import Box from '@cloudscape-design/components/box';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { LeftOutSummary } from '../../../../../src/convert/convert-report.ts';
import type { LeftOutRecord } from '../../../../../src/convert/records/left-out.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { useIsWide } from '../../../parts/use-is-wide.ts';
import { ValueText } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';

/** In pixels: a narrower table has one column, with everything that there is to say of a record. */
const WIDE_TABLE_MIN = 640;
const ROWS_PER_PAGE = 10;

/** Records that a conversion left out: how many for which reason, and the first of them, each with what to do. */
export function LeftOutPart({
  summaries,
  first,
  count,
}: {
  readonly summaries: readonly LeftOutSummary[];
  readonly first: readonly LeftOutRecord[];
  /** Of all of them. */
  readonly count: number;
}) {
  const [ref, isWide] = useIsWide(WIDE_TABLE_MIN);
  return (
    <div ref={ref}>
      <SpaceBetween size="m">
        <ByReason summaries={summaries} isWide={isWide} />
        <FirstLeftOut records={first} count={count} isWide={isWide} />
      </SpaceBetween>
    </div>
  );
}

function ByReason({ summaries, isWide }: { readonly summaries: readonly LeftOutSummary[]; readonly isWide: boolean }) {
  const { conversion: texts, newImport } = useTexts();
  const format = useFormat();
  const wide: readonly TableProps.ColumnDefinition<LeftOutSummary>[] = [
    { id: 'count', header: texts.count, cell: ({ records }) => format.count(records), minWidth: 90 },
    {
      id: 'reason',
      header: texts.reason,
      cell: ({ reason }) => <ValueText value={reason} />,
      isRowHeader: true,
      minWidth: 200,
    },
    { id: 'remedy', header: texts.remedy, cell: ({ remedy }) => <ValueText value={remedy} />, minWidth: 240 },
  ];
  const narrow: readonly TableProps.ColumnDefinition<LeftOutSummary>[] = [
    {
      id: 'reason',
      header: texts.reason,
      cell: ({ records, reason, remedy }) => (
        <SpaceBetween size="xxs">
          <Box variant="strong">
            {format.counted(records, newImport.check.recordUnits)}: <ValueText value={reason} />
          </Box>
          <ValueText value={remedy} />
        </SpaceBetween>
      ),
      isRowHeader: true,
    },
  ];
  return (
    <Table
      variant="embedded"
      items={summaries}
      trackBy="reason"
      wrapLines
      header={<Box variant="h4">{texts.leftOutTitle}</Box>}
      ariaLabels={{ tableLabel: texts.leftOutTitle }}
      columnDefinitions={isWide ? wide : narrow}
    />
  );
}

function FirstLeftOut({
  records,
  count,
  isWide,
}: {
  readonly records: readonly LeftOutRecord[];
  readonly count: number;
  readonly isWide: boolean;
}) {
  const { conversion: texts, newImport, general } = useTexts();
  const format = useFormat();
  const [page, setPage] = useState(1);
  const pagesCount = Math.ceil(records.length / ROWS_PER_PAGE);
  const wide: readonly TableProps.ColumnDefinition<LeftOutRecord>[] = [
    { id: 'line', header: newImport.findings.line, cell: ({ line }) => format.count(line), minWidth: 80 },
    {
      id: 'id',
      header: texts.leftOutId,
      cell: ({ id }) => <ValueText value={id} />,
      isRowHeader: true,
      minWidth: 150,
    },
    { id: 'reason', header: texts.reason, cell: ({ reason }) => <ValueText value={reason} />, minWidth: 180 },
    { id: 'remedy', header: texts.remedy, cell: ({ remedy }) => <ValueText value={remedy} />, minWidth: 220 },
  ];
  const narrow: readonly TableProps.ColumnDefinition<LeftOutRecord>[] = [
    {
      id: 'id',
      header: texts.leftOutId,
      cell: ({ line, id, reason, remedy }) => (
        <SpaceBetween size="xxs">
          <Box variant="strong">
            {newImport.findings.atLine(format.count(line))}: <ValueText value={id} />
          </Box>
          <ValueText value={reason} />
          <ValueText value={remedy} />
        </SpaceBetween>
      ),
      isRowHeader: true,
    },
  ];
  return (
    <Table
      variant="embedded"
      items={records.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE)}
      trackBy={({ line, reason }) => `${line} ${reason}`}
      wrapLines
      header={
        <>
          <Box variant="h4">{texts.leftOutFirst}</Box>
          {records.length < count && (
            <Box color="text-body-secondary">
              {texts.leftOutShown(format.count(records.length), format.count(count))}
            </Box>
          )}
        </>
      }
      ariaLabels={{ tableLabel: texts.leftOutFirst }}
      columnDefinitions={isWide ? wide : narrow}
      pagination={
        pagesCount > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pagesCount}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
            ariaLabels={general.pages}
          />
        )
      }
    />
  );
}
