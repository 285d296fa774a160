import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { PASSWORD_HASH_COLUMN } from '../../../../../src/domain/imports/csv-header.ts';
import {
  PASSWORD_HASHING_ALGORITHMS,
  type PasswordHashingAlgorithm,
} from '../../../../../src/domain/password-hashes/password-hashing-algorithm.ts';
import { DownloadButton } from '../../../parts/download-button.tsx';
import { FailureAlert } from '../../../parts/failure-alert.tsx';
import { FocusTarget } from '../../../parts/focus-target.tsx';
import { useIsWide } from '../../../parts/use-is-wide.ts';
import { ValueText } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';
import { TaskProgress } from '../task-progress.tsx';
import { useRemedies } from '../use-remedies.ts';
import type { RunningTask } from '../use-task.ts';
import { runTask } from '../worker/run-task.ts';
import type { CheckedFile, FileTask, FixedFile, MadeChanges, NamedFile } from '../worker/tasks.ts';
import { CheckOutcome } from './check-outcome.tsx';
import { FileFindings } from './file-findings.tsx';
import { FindingsPart, type FindingsView } from './findings-part.tsx';
import { FirstRecords } from './first-records.tsx';
import { FixPart } from './fix-part.tsx';

/** In pixels: tables of findings have a column for each thing that there is to say; narrower ones have one column for everything. */
const WIDE_TABLE_MIN = 800;

export interface CheckStepProps {
  readonly file: NamedFile;
  /** Another one: somebody asked for this check, and is taken to it. */
  readonly arrival: unknown;
  /** Undefined while the pool is not known. */
  readonly task: FileTask | undefined;
  /** It is chosen, and on its way from the server. */
  readonly isPoolAwaited: boolean;
  readonly checked: RunningTask<CheckedFile>;
  /** Whom the check does not know. 0: it is a new pool. Undefined: nobody knows. */
  readonly usersInPool: number | undefined;
  readonly algorithm: PasswordHashingAlgorithm | undefined;
  readonly onAlgorithm: (algorithm: PasswordHashingAlgorithm | undefined) => void;
  /** Of the file, if it is a fixed one. */
  readonly fix: MadeChanges | undefined;
  readonly onFixed: (fixed: FixedFile) => void;
  /** A record was changed by hand. */
  readonly onEdited: (blob: Blob) => void;
  readonly onUndo: () => void;
}

/** What is wrong with the file, and what can be done about it. */
export function CheckStep({
  file,
  arrival,
  task,
  isPoolAwaited,
  checked,
  usersInPool,
  algorithm,
  onAlgorithm,
  fix,
  onFixed,
  onEdited,
  onUndo,
}: CheckStepProps) {
  const { newImport, general, pool } = useTexts();
  const { advice } = useRemedies();
  const texts = newImport.check;
  // Known before there are findings, whose tables would otherwise be drawn twice.
  const [ref, isWide] = useIsWide(WIDE_TABLE_MIN);
  const [view, setView] = useState<FindingsView>({ by: 'rule', kind: undefined });
  const output = checked.status === 'done' ? checked.output : undefined;
  return (
    <div ref={ref}>
      <SpaceBetween size="l">
        <Container
          header={
            <Header
              variant="h2"
              description={<ValueText value={file.name} />}
              actions={
                task !== undefined &&
                output !== undefined && (
                  <DownloadButton
                    text={texts.downloadFindings}
                    fileName={`${file.name}.findings.csv`}
                    make={() => runTask('report', { ...task, advice })}
                  />
                )
              }
            >
              <FocusTarget of={arrival}>{texts.title}</FocusTarget>
            </Header>
          }
        >
          <SpaceBetween size="m">
            {task === undefined && (
              <StatusIndicator type={isPoolAwaited ? 'loading' : 'pending'}>
                {isPoolAwaited ? general.loading(pool.what) : texts.waitingForPool}
              </StatusIndicator>
            )}
            {checked.status === 'running' && task !== undefined && (
              <TaskProgress
                label={texts.checking}
                done={checked.done}
                total={file.blob.size}
                stopText={texts.stop}
                onStop={checked.stop}
              />
            )}
            {checked.status === 'failed' && <FailureAlert error={checked.error} />}
            {output !== undefined && <CheckOutcome checked={output} usersInPool={usersInPool} />}
            {output?.result.unjudged === 'interrupted' && <Button onClick={checked.repeat}>{texts.again}</Button>}
            {output !== undefined && (algorithm !== undefined || output.columns.includes(PASSWORD_HASH_COLUMN)) && (
              <AlgorithmField algorithm={algorithm} onChange={onAlgorithm} />
            )}
            {task !== undefined && output !== undefined && (
              <FixPart task={task} result={output.result} fix={fix} onFixed={onFixed} onUndo={onUndo} />
            )}
            {output !== undefined && <FileFindings findings={output.result.fileFindings} />}
          </SpaceBetween>
        </Container>
        {output !== undefined && (
          <FindingsPart
            file={file}
            result={output.result}
            view={view}
            isWide={isWide}
            onView={setView}
            onEdited={onEdited}
          />
        )}
        {output !== undefined && <FirstRecords checked={output} />}
      </SpaceBetween>
    </div>
  );
}

function AlgorithmField({
  algorithm,
  onChange,
}: {
  readonly algorithm: PasswordHashingAlgorithm | undefined;
  readonly onChange: (algorithm: PasswordHashingAlgorithm | undefined) => void;
}) {
  const { newImport } = useTexts();
  const texts = newImport.check;
  const none = { value: '', label: texts.noAlgorithm };
  const options = [none, ...PASSWORD_HASHING_ALGORITHMS.map((value) => ({ value, label: value }))];
  return (
    <FormField label={texts.algorithm} description={texts.algorithmText}>
      <Select
        selectedOption={options.find(({ value }) => value === (algorithm ?? '')) ?? none}
        options={options}
        onChange={({ detail }) =>
          onChange(PASSWORD_HASHING_ALGORITHMS.find((name) => name === detail.selectedOption.value))
        }
      />
    </FormField>
  );
}
