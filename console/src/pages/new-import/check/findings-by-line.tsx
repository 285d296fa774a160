import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import Table from '@cloudscape-design/components/table';
import { useMemo, useState } from 'react';
import type { CheckResult } from '../../../../../src/check/check-file.ts';
import type { RecordFinding } from '../../../../../src/check/finding.ts';
import { describeRemedy } from '../../../../../src/check/remedies/describe-remedy.ts';
import { isCognitoFormat } from '../../../../../src/check/source/source-format.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { ValueText } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';
import { useTask } from '../use-task.ts';
import type { NamedFile } from '../worker/tasks.ts';
import { EditModal } from './edit-modal.tsx';
import { SeverityStatus } from './severity-status.tsx';
import { ValueInLine } from './value-in-line.tsx';

const ROWS_PER_PAGE = 25;
const NO_LINES: ReadonlyMap<number, string> = new Map();

/** One row for each finding that was kept, in the order of the file, its value in the line where it stands. */
export function FindingsByLine({
  file,
  result,
  kind,
  onKind,
  onEdited,
}: {
  readonly file: NamedFile;
  readonly result: CheckResult;
  /** Of the findings that are shown; undefined: all. */
  readonly kind: string | undefined;
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
        columnDefinitions={[
          {
            id: 'line',
            header: texts.line,
            cell: ({ lineNumber }) => format.count(lineNumber),
            isRowHeader: true,
            minWidth: 70,
          },
          {
            id: 'severity',
            header: texts.severity,
            cell: ({ severity }) => <SeverityStatus severity={severity} />,
            minWidth: 125,
          },
          { id: 'column', header: texts.column, cell: ({ column }) => <ValueText value={column} />, minWidth: 165 },
          {
            id: 'value',
            header: texts.value,
            cell: (finding) => <ValueInLine finding={finding} line={lines.get(finding.lineNumber)} />,
            minWidth: 260,
          },
          {
            id: 'fault',
            header: texts.fault,
            cell: ({ text, earlier }) => (
              <>
                <ValueText value={text} /> {earlier?.in === 'file' && texts.earlier(format.count(earlier.lineNumber))}
              </>
            ),
            minWidth: 200,
          },
          {
            id: 'remedy',
            header: texts.remedy,
            cell: ({ remedy }) => `${describeRemedy(remedy)}${remedy.safe ? ` (${texts.safe.toLowerCase()})` : ''}`,
            minWidth: 220,
          },
          { id: 'meant', header: texts.meant, cell: (finding) => <MeantValue finding={finding} />, minWidth: 130 },
          {
            id: 'edit',
            header: general.actionsColumn,
            cell: (finding) => (
              <Button
                variant="inline-link"
                onClick={() => setEdited(finding)}
                disabled={!canEdit}
                disabledReason={texts.fixFirst}
                ariaLabel={`${general.actions.edit}: ${texts.atLine(format.count(finding.lineNumber))}, ${finding.column ?? ''}`}
              >
                {general.actions.edit}
              </Button>
            ),
            minWidth: 90,
          },
          {
            id: 'record',
            header: texts.record,
            cell: ({ recordNumber }) => format.count(recordNumber),
            minWidth: 80,
          },
        ]}
      />
    </>
  );
}

function MeantValue({ finding: { remedy } }: { readonly finding: RecordFinding }) {
  const { newImport, general } = useTexts();
  if (remedy.kind !== 'change-value' || remedy.to === undefined) return general.empty;
  return remedy.to === '' ? newImport.findings.blank : <ValueText value={remedy.to} />;
}
