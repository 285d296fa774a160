import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMemo, useState } from 'react';
import type { CheckResult } from '../../../../../src/check/check-file.ts';
import type { RecordFinding } from '../../../../../src/check/finding.ts';
import { isCognitoFormat } from '../../../../../src/check/source/source-format.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { useTexts } from '../../../texts/texts.ts';
import { useTask } from '../use-task.ts';
import type { NamedFile } from '../worker/tasks.ts';
import { EditModal } from './edit-modal.tsx';
import { FaultAndRemedy, SeverityAndColumn } from './finding-cells.tsx';
import { ValueInLine } from './value-in-line.tsx';

const ROWS_PER_PAGE = 25;
const NO_LINES: ReadonlyMap<number, string> = new Map();

/** One row for each finding that was kept, in the order of the file, its value in the line where it stands. */
export function FindingsByLine({
  file,
  result,
  kind,
  isWide,
  onKind,
  onEdited,
}: {
  readonly file: NamedFile;
  readonly result: CheckResult;
  /** Of the findings that are shown; undefined: all. */
  readonly kind: string | undefined;
  /** There is room for a column for each thing that there is to say. */
  readonly isWide: boolean;
  readonly onKind: (kind: string | undefined) => void;
  readonly onEdited: (blob: Blob) => void;
}) {
  const { newImport, general } = useTexts();
  const format = useFormat();
  const texts = newImport.findings;
  const { kinds } = result;
  const [edited, setEdited] = useState<RecordFinding>();
  const canEdit = isCognitoFormat(result.format);
  const findings = useMemo(() => {
    const shown = kinds.flatMap(({ first }) => first).filter((finding) => kind === undefined || finding.kind === kind);
    return shown.sort((one, other) => one.recordNumber - other.recordNumber || one.lineNumber - other.lineNumber);
  }, [kinds, kind]);
  const { items, collectionProps, paginationProps } = useCollection(findings, {
    pagination: { pageSize: ROWS_PER_PAGE },
  });
  const lineNumbers = items.map(({ lineNumber }) => lineNumber).join();
  const contexts = useTask(
    'contexts',
    useMemo(
      () =>
        lineNumbers === ''
          ? undefined
          : { file, format: result.format, lineNumbers: lineNumbers.split(',').map(Number) },
      [file, result.format, lineNumbers],
    ),
  );
  const lines = contexts.status === 'done' ? contexts.output : NO_LINES;
  const options = [
    { value: '', label: texts.allKinds },
    ...kinds.flatMap(({ first: [example] }) =>
      example === undefined
        ? []
        : [{ value: example.kind, label: `${example.column ?? ''} ${example.summary}`.trim().slice(0, 200) }],
    ),
  ];
  const all = kinds.reduce(
    (sum, { count, first }) => (kind === undefined || first[0]?.kind === kind ? sum + count : sum),
    0,
  );
  const value = (finding: RecordFinding) => <ValueInLine finding={finding} line={lines.get(finding.lineNumber)} />;
  const fault = ({ text, earlier, remedy }: RecordFinding) => (
    <FaultAndRemedy fault={text} earlier={earlier} remedy={remedy} showsMeant />
  );
  const editButton = (finding: RecordFinding) => (
    <Button
      variant="inline-link"
      onClick={() => setEdited(finding)}
      disabled={!canEdit}
      disabledReason={texts.fixFirst}
      ariaLabel={`${general.actions.edit}: ${texts.atLine(format.count(finding.lineNumber))}, ${finding.column ?? ''}`}
    >
      {general.actions.edit}
    </Button>
  );
  const record = (recordNumber: number) => (
    <Box color="text-body-secondary" fontSize="body-s">
      {texts.atRecord(format.count(recordNumber))}
    </Box>
  );
  const place = (finding: RecordFinding) => <SeverityAndColumn {...finding} />;
  const wide: readonly TableProps.ColumnDefinition<RecordFinding>[] = [
    {
      id: 'line',
      header: texts.line,
      cell: ({ lineNumber, recordNumber }) => (
        <>
          <div>{format.count(lineNumber)}</div>
          {record(recordNumber)}
        </>
      ),
      isRowHeader: true,
      minWidth: 90,
    },
    { id: 'place', header: texts.severityAndColumn, cell: place, minWidth: 185 },
    { id: 'value', header: texts.value, cell: value, minWidth: 190 },
    { id: 'fault', header: texts.faultAndRemedy, cell: fault, minWidth: 240 },
    { id: 'edit', header: general.actionsColumn, cell: editButton, minWidth: 85 },
  ];
  const narrow: readonly TableProps.ColumnDefinition<RecordFinding>[] = [
    {
      id: 'finding',
      header: texts.faultAndRemedy,
      cell: (finding) => (
        <SpaceBetween size="xxs">
          <strong>{texts.atLine(format.count(finding.lineNumber))}</strong>
          {record(finding.recordNumber)}
          {place(finding)}
          {value(finding)}
          {fault(finding)}
          {editButton(finding)}
        </SpaceBetween>
      ),
    },
  ];
  return (
    <>
      {edited !== undefined && (
        <EditModal file={file} finding={edited} onClose={() => setEdited(undefined)} onEdited={onEdited} />
      )}
      <Table<RecordFinding>
        {...collectionProps}
        variant="container"
        items={items}
        wrapLines
        cellVerticalAlign="top"
        ariaLabels={{ tableLabel: texts.byLine }}
        empty={<Box textAlign="center">{texts.none}</Box>}
        footer={all > findings.length && texts.shownOf(format.count(findings.length), format.count(all))}
        filter={
          <FormField label={texts.kind}>
            <Select
              selectedOption={options.find(({ value }) => value === (kind ?? '')) ?? null}
              options={options}
              onChange={({ detail }) => onKind(detail.selectedOption.value || undefined)}
            />
          </FormField>
        }
        pagination={findings.length > ROWS_PER_PAGE && <Pagination {...paginationProps} ariaLabels={general.pages} />}
        columnDefinitions={isWide ? wide : narrow}
      />
    </>
  );
}
