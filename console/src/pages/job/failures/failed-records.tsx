import Box from '@cloudscape-design/components/box';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureAlert } from '../../../parts/failure-alert.tsx';
import { useFormat } from '../../../parts/use-format.ts';
import { toVisible, ValueText } from '../../../parts/value-text.tsx';
import type { FileAtHand } from '../../../service/files-at-hand.ts';
import { useTexts } from '../../../texts/texts.ts';
import { runRecordTask } from '../worker/run-record-task.ts';
import type { FailureGroup } from './group-failures.ts';

const ROWS_PER_PAGE = 20;

interface Row {
  readonly recordNumber: number;
  readonly lineNumber: number | undefined;
  readonly username: string;
  readonly text: string;
}

/** The records of one group as they are in the file, a page at a time. */
export function FailedRecords({ group, file }: { readonly group: FailureGroup; readonly file: FileAtHand }) {
  const { job, general } = useTexts();
  const format = useFormat();
  const texts = job.failures;
  const [page, setPage] = useState(1);
  const { recordNumbers, key, reason } = group;
  const numbers = recordNumbers.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE);
  const pagesCount = Math.ceil(recordNumbers.length / ROWS_PER_PAGE);
  const { data, error, isPending } = useQuery({
    queryKey: ['located', key, file.name, file.blob.size, page, recordNumbers.length],
    queryFn: async ({ signal }): Promise<readonly Row[]> => {
      const located = await runRecordTask('locate', { blob: file.blob, recordNumbers: numbers }, { signal });
      const found = new Map(located.map((record) => [record.recordNumber, record]));
      return numbers.map(
        (recordNumber) => found.get(recordNumber) ?? { recordNumber, lineNumber: undefined, username: '', text: '' },
      );
    },
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return (
    <SpaceBetween size="s">
      <Box variant="h3">
        <span className="muster-break">{texts.records(toVisible(reason))}</span>
      </Box>
      {error && <FailureAlert error={error} />}
      <Table<Row>
        variant="embedded"
        items={data ?? []}
        trackBy={({ recordNumber }) => `${recordNumber}`}
        wrapLines
        loading={isPending}
        loadingText={general.loading(texts.title.toLowerCase())}
        ariaLabels={{ tableLabel: texts.records(toVisible(reason)) }}
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
        columnDefinitions={[
          {
            id: 'record',
            header: texts.record,
            cell: ({ recordNumber }) => format.count(recordNumber),
            minWidth: 80,
          },
          {
            id: 'line',
            header: texts.line,
            cell: ({ lineNumber }) => (lineNumber === undefined ? texts.notFound : format.count(lineNumber)),
            minWidth: 80,
          },
          {
            id: 'username',
            header: texts.username,
            cell: ({ username }) => <ValueText value={username} />,
            isRowHeader: true,
            minWidth: 140,
          },
          { id: 'text', header: texts.text, cell: ({ text }) => <ValueText value={text} />, minWidth: 300 },
        ]}
      />
    </SpaceBetween>
  );
}
