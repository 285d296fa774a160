import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useEffectEvent, useState } from 'react';
import type { CheckResult } from '../../../../../src/check/check-file.ts';
import { describeRemedy } from '../../../../../src/check/remedies/describe-remedy.ts';
import type { Remedy } from '../../../../../src/check/remedies/remedy.ts';
import { RECORD_CHARACTERS_MAX } from '../../../../../src/domain/imports/user-import-limits.ts';
import { DownloadButton } from '../../../parts/download-button.tsx';
import { FailureAlert } from '../../../parts/failure-alert.tsx';
import { FocusTarget } from '../../../parts/focus-target.tsx';
import { useFormat } from '../../../parts/use-format.ts';
import { ValueText } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';
import { TaskProgress } from '../task-progress.tsx';
import { useTask } from '../use-task.ts';
import type { FileTask, FixedFile, MadeChanges } from '../worker/tasks.ts';

/** Applies the safe remedies, as `muster check --fix` does, and shows what they changed. */
export function FixPart({
  task,
  result,
  fix,
  onFixed,
  onUndo,
}: {
  readonly task: FileTask;
  readonly result: CheckResult;
  readonly fix: MadeChanges | undefined;
  readonly onFixed: (fixed: FixedFile) => void;
  readonly onUndo: () => void;
}) {
  const { newImport } = useTexts();
  const format = useFormat();
  const texts = newImport.check;
  // Another object each time: what was stopped can be begun again.
  const [asked, setAsked] = useState<FileTask>();
  const fixing = useTask('fix', asked);
  const fixed = fixing.status === 'done' ? fixing.output : undefined;
  const take = useEffectEvent(onFixed);
  useEffect(() => {
    if (fixed?.result.end === 'written') take(fixed);
  }, [fixed]);
  const isFixing = fixing.status === 'running';
  const canFix = hasSafeRemedy(result);
  const isFaulty = result.kinds.length + result.fileFindings.length > 0;
  return (
    <SpaceBetween size="s">
      {fixing.status === 'failed' && <FailureAlert error={fixing.error} />}
      {fixed?.result.tooLongLineNumber !== undefined && (
        <Alert type="warning">
          {texts.fixTooLong(format.count(fixed.result.tooLongLineNumber), format.count(RECORD_CHARACTERS_MAX))}
        </Alert>
      )}
      {fixed?.result.end === 'unreadable' && <Alert type="warning">{texts.fixUnreadable}</Alert>}
      {fix !== undefined && <FixedSummary task={task} fix={fix} onUndo={onUndo} />}
      {isFaulty && (
        <Button
          variant={canFix ? 'primary' : 'normal'}
          onClick={() => setAsked({ ...task })}
          loading={isFixing}
          loadingText={texts.fixing}
          disabled={!canFix}
          disabledReason={texts.nothingToFix}
        >
          {texts.fix}
        </Button>
      )}
      {isFixing && (
        <TaskProgress
          label={texts.fixing}
          done={fixing.done}
          total={task.file.blob.size}
          stopText={texts.stop}
          onStop={fixing.stop}
        />
      )}
      {fixed?.result.end === 'interrupted' && (
        <StatusIndicator type="stopped">
          <FocusTarget of={fixed}>{texts.fixStopped}</FocusTarget>
        </StatusIndicator>
      )}
      {canFix && <Box color="text-body-secondary">{texts.fixText}</Box>}
    </SpaceBetween>
  );
}

function FixedSummary({
  task,
  fix,
  onUndo,
}: {
  readonly task: FileTask;
  readonly fix: MadeChanges;
  readonly onUndo: () => void;
}) {
  const { newImport } = useTexts();
  const format = useFormat();
  const texts = newImport.check;
  const { changeCount, changedRecordCount, editCount, changes } = fix;
  const { name, blob } = task.file;
  return (
    <Alert
      type="success"
      header={texts.fixedTitle}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <DownloadButton text={texts.downloadFixed} fileName={name} make={() => blob} />
          <Button onClick={onUndo}>{texts.undoFix}</Button>
        </SpaceBetween>
      }
    >
      {changeCount > 0 && (
        <div>
          {texts.fixed(
            format.counted(changeCount, texts.changeUnits),
            format.counted(changedRecordCount, texts.recordUnits),
          )}
        </div>
      )}
      {editCount > 0 && <div>{texts.byHand(format.counted(editCount, texts.recordUnits))}</div>}
      {changes.length > 0 && (
        <ExpandableSection headerText={texts.changes}>
          <ul>
            {changes.map(({ count, first: [example] }) => {
              if (example === undefined) return null;
              const { remedy } = example;
              return (
                <li key={`${remedy.advice} ${columnOf(remedy)}`}>
                  <ValueText value={columnOf(remedy) || texts.ofWholeFile} /> ({format.count(count)}):{' '}
                  {describeRemedy(remedy)} <Change remedy={remedy} />
                </li>
              );
            })}
          </ul>
        </ExpandableSection>
      )}
    </Alert>
  );
}

/** What an example became. */
function Change({ remedy }: { readonly remedy: Remedy }) {
  const { newImport } = useTexts();
  if (remedy.kind !== 'change-value' || remedy.from === undefined || remedy.to === undefined) return null;
  return (
    <>
      <ValueText value={remedy.from} /> →{' '}
      {remedy.to === '' ? newImport.findings.blank : <ValueText value={remedy.to} />}
    </>
  );
}

function columnOf(remedy: Remedy): string {
  return 'column' in remedy ? (remedy.column ?? '') : '';
}

function hasSafeRemedy({ kinds, fileFindings }: CheckResult): boolean {
  return (
    fileFindings.some(({ remedy }) => remedy.safe) || kinds.some(({ first }) => first.some(({ remedy }) => remedy.safe))
  );
}
