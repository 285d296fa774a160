import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { RecordFinding } from '../../../../../src/check/finding.ts';
import { PASSWORD_HASH_COLUMN, USERNAME_COLUMN } from '../../../../../src/domain/imports/csv-header.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { ValueText } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';
import type { CheckedFile, SampleRecord } from '../worker/tasks.ts';

/** The first records of the file, each with what would become of it. */
export function FirstRecords({ checked: { columns, sample, result } }: { readonly checked: CheckedFile }) {
  const { newImport } = useTexts();
  const format = useFormat();
  const texts = newImport.sample;
  const findings = result.kinds.flatMap(({ first }) => first);
  const usernameAt = columns.indexOf(USERNAME_COLUMN);
  return (
    <ExpandableSection variant="container" headerText={texts.title} headerDescription={texts.description}>
      <Table<SampleRecord>
        variant="embedded"
        items={sample}
        trackBy={({ recordNumber }) => `${recordNumber}`}
        wrapLines
        ariaLabels={{ tableLabel: texts.title }}
        empty={<Box textAlign="center">{texts.none}</Box>}
        columnDefinitions={[
          {
            id: 'record',
            header: texts.record,
            cell: ({ recordNumber }) => format.count(recordNumber),
            minWidth: 80,
          },
          {
            id: 'outcome',
            header: texts.outcome,
            cell: ({ recordNumber }) => (
              <Outcome
                finding={findings.find(
                  (finding) =>
                    finding.recordNumber === recordNumber &&
                    (finding.severity === 'failed' || finding.severity === 'skipped'),
                )}
              />
            ),
            minWidth: 160,
          },
          {
            id: 'username',
            header: texts.username,
            cell: ({ values }) => <ValueText value={values[usernameAt]} />,
            isRowHeader: true,
            minWidth: 120,
          },
          {
            id: 'attributes',
            header: texts.attributes,
            cell: ({ values }) => <Attributes columns={columns} values={values} />,
            minWidth: 280,
          },
        ]}
      />
    </ExpandableSection>
  );
}

function Outcome({ finding }: { readonly finding: RecordFinding | undefined }) {
  const { newImport } = useTexts();
  const texts = newImport.sample;
  if (finding === undefined) return <StatusIndicator type="success">{texts.imported}</StatusIndicator>;
  const isSkipped = finding.severity === 'skipped';
  return (
    <>
      <StatusIndicator type={isSkipped ? 'stopped' : 'error'}>
        {isSkipped ? texts.skipped : texts.failed}
      </StatusIndicator>{' '}
      <ValueText value={finding.text} />
    </>
  );
}

function Attributes({ columns, values }: { readonly columns: readonly string[]; readonly values: readonly string[] }) {
  const { general } = useTexts();
  const filled = columns.flatMap((name, index) => {
    const value = values[index] ?? '';
    const isShown = value !== '' && name !== USERNAME_COLUMN && name !== PASSWORD_HASH_COLUMN;
    return isShown ? [{ name, value, key: `${index} ${name}` }] : [];
  });
  if (filled.length === 0) return general.empty;
  return (
    <ul className="muster-plain-list">
      {filled.map(({ name, value, key }) => (
        <li key={key}>
          <ValueText value={name} />: <ValueText value={value} />
        </li>
      ))}
    </ul>
  );
}
