import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useEffect, useEffectEvent } from 'react';
import type { ConvertReport } from '../../../../../src/convert/convert-report.ts';
import { HASH_FORMS } from '../../../../../src/convert/hashes/hash-forms.ts';
import { HASH_REFUSALS } from '../../../../../src/convert/hashes/hash-refusals.ts';
import { DownloadButton } from '../../../parts/download-button.tsx';
import { FocusTarget } from '../../../parts/focus-target.tsx';
import { useFormat } from '../../../parts/use-format.ts';
import { useIsWide } from '../../../parts/use-is-wide.ts';
import type { LeftOutBefore } from '../../../service/files-at-hand.ts';
import { useTexts } from '../../../texts/texts.ts';
import { useRemedies } from '../use-remedies.ts';
import type { Conversion, NamedFile } from '../worker/tasks.ts';
import { LeftOutPart } from './left-out-part.tsx';
import type { UsedConversion } from './used-conversion.ts';

/** In pixels: a narrower table has one column, with what can be done with a file below its name. */
const WIDE_TABLE_MIN = 710;
const LEFT_OUT_FILE = 'left-out.csv';

/** What a conversion made: users, whom it left out and why, and the files, one of which is checked and imported. */
export function ConversionOutcome({
  conversion: { report, files, leftOut, proposal },
  source,
  used,
  onUse,
}: {
  readonly conversion: Extract<Conversion, { kind: 'converted' }>;
  /** The name of the export. */
  readonly source: string;
  readonly used: UsedConversion | undefined;
  readonly onUse: (used: UsedConversion) => void;
}) {
  const { conversion: texts, newImport, general } = useTexts();
  const remedies = useRemedies();
  const [ref, isWide] = useIsWide(WIDE_TABLE_MIN);
  const format = useFormat();
  const leftOutBeside = (name: string): LeftOutBefore | undefined => {
    const list = files.find((file) => file.name === LEFT_OUT_FILE)?.blob;
    const users = report.files.find((file) => file.name === name)?.users ?? 0;
    return list === undefined || report.leftOut === 0 ? undefined : { users, count: report.leftOut, list };
  };
  const take = (made: NamedFile, arrives: boolean) =>
    onUse({
      made: made.name,
      file: { name: importNameOf(source, made.name), blob: made.blob },
      passwordHashingAlgorithm: report.files.find(({ name }) => name === made.name)?.algorithm,
      proposal,
      leftOut: leftOutBeside(made.name),
      arrives,
    });
  // Where there is nothing to choose, the check of the only file begins; whoever has lost somebody sees that first.
  const takeOnlyFile = useEffectEvent(({ files: made, leftOut: leftOutCount }: ConvertReport) => {
    const [only, ...others] = made;
    const file = files.find(({ name }) => name === only?.name);
    if (file !== undefined && others.length === 0) take(file, leftOutCount === 0);
  });
  useEffect(() => takeOnlyFile(report), [report]);
  const count = (value: number) => <Box variant="awsui-value-large">{format.count(value)}</Box>;
  const usersOf = ({ name }: NamedFile) => report.files.find((file) => file.name === name)?.users;
  const countOrEmpty = (value: number | undefined) => (value === undefined ? general.empty : format.count(value));
  const sizeOf = (file: NamedFile) => {
    const users = usersOf(file);
    const size = format.bytes(file.blob.size);
    return users === undefined ? size : `${format.counted(users, newImport.check.userUnits)}, ${size}`;
  };
  const algorithmOf = ({ name }: NamedFile) => report.files.find((file) => file.name === name)?.algorithm ?? texts.none;
  const actions = (file: NamedFile) => (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <DownloadButton
        text={texts.download}
        ariaLabel={texts.downloadOf(file.name)}
        fileName={file.name}
        make={() => file.blob}
      />
      {used?.made === file.name ? (
        <StatusIndicator type="success">{texts.inUse}</StatusIndicator>
      ) : (
        report.files.some(({ name }) => name === file.name) && (
          <Button variant="primary" ariaLabel={texts.takeOf(file.name)} onClick={() => take(file, true)}>
            {texts.take}
          </Button>
        )
      )}
    </SpaceBetween>
  );
  const wide: readonly TableProps.ColumnDefinition<NamedFile>[] = [
    { id: 'file', header: texts.file, cell: ({ name }) => name, isRowHeader: true, minWidth: 150 },
    { id: 'users', header: texts.users, cell: (file) => countOrEmpty(usersOf(file)), minWidth: 80 },
    { id: 'size', header: texts.size, cell: ({ blob }) => format.bytes(blob.size), minWidth: 90 },
    { id: 'algorithm', header: texts.algorithm, cell: algorithmOf, minWidth: 130 },
    { id: 'actions', header: texts.download, cell: actions, minWidth: 260 },
  ];
  const narrow: readonly TableProps.ColumnDefinition<NamedFile>[] = [
    {
      id: 'file',
      header: texts.file,
      cell: (file) => (
        <SpaceBetween size="xs">
          <span>
            {file.name} ({sizeOf(file)})
          </span>
          {actions(file)}
        </SpaceBetween>
      ),
      isRowHeader: true,
    },
  ];
  return (
    <SpaceBetween size="m">
      <Box variant="h3">
        <FocusTarget of={report}>{texts.outcome}</FocusTarget>
      </Box>
      <KeyValuePairs
        columns={4}
        items={[
          { label: texts.records, value: count(report.records) },
          { label: texts.written, value: count(report.out) },
          { label: texts.leftOut, value: count(report.leftOut) },
          { label: texts.disabled, value: count(report.disabled) },
        ]}
      />
      <div ref={ref}>
        <Table
          variant="embedded"
          items={files}
          trackBy="name"
          wrapLines
          header={<Box variant="h4">{texts.files}</Box>}
          ariaLabels={{ tableLabel: texts.files }}
          columnDefinitions={isWide ? wide : narrow}
        />
        {report.followUps > 0 && (
          <Box color="text-body-secondary">
            {texts.followUps(format.counted(report.followUps, texts.followUpUnits))}
          </Box>
        )}
      </div>
      {report.leftOut > 0 && <LeftOutPart summaries={report.summaries} first={leftOut} count={report.leftOut} />}
      {report.refusedHashes.length > 0 && (
        <div>
          <Box variant="h4">{texts.hashes}</Box>
          <ul>
            {report.refusedHashes.map(({ form, reason, users }) => (
              <li key={`${form} ${reason}`}>
                {texts.hashesText(format.count(users), HASH_FORMS[form])} {HASH_REFUSALS[reason].why}{' '}
                {remedies.ofHash(reason)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </SpaceBetween>
  );
}

/** `customers.users.csv` of `customers.ndjson` and `users.csv`: jobs of several exports differ by name. */
function importNameOf(source: string, made: string): string {
  const at = source.lastIndexOf('.');
  return `${at <= 0 ? source : source.slice(0, at)}.${made}`;
}
