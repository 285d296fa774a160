import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useState } from 'react';
import type { RecordFinding } from '../../../../../src/check/finding.ts';
import { describeRemedy } from '../../../../../src/check/remedies/describe-remedy.ts';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useFormat } from '../../../parts/use-format.ts';
import { toVisible, ValueText } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';
import { runTask } from '../worker/run-task.ts';
import type { NamedFile, RecordEdit } from '../worker/tasks.ts';

/** What only a person can decide about a record: another value, or to leave it out. */
export function EditModal({
  file,
  finding,
  onClose,
  onEdited,
}: {
  readonly file: NamedFile;
  readonly finding: RecordFinding;
  readonly onClose: () => void;
  readonly onEdited: (blob: Blob) => void;
}) {
  const { newImport } = useTexts();
  const format = useFormat();
  const texts = newImport.findings;
  const { column, recordNumber, lineNumber, remedy } = finding;
  const [decision, setDecision] = useState<RecordEdit['kind']>(column === undefined ? 'remove' : 'value');
  const [value, setValue] = useState(() => firstValueOf(finding));
  const edit: RecordEdit =
    decision === 'value' && column !== undefined
      ? { kind: 'value', recordNumber, column, value }
      : { kind: 'remove', recordNumber };
  return (
    <FormModal
      header={texts.edit(format.count(lineNumber))}
      submitText={texts.apply}
      onClose={onClose}
      run={async () => onEdited(await runTask('edit', { file, edit }))}
    >
      <Alert type="info" header={<ValueText value={finding.text} />}>
        {describeRemedy(remedy)}
      </Alert>
      {column !== undefined && (
        <FormField label={texts.decision}>
          <RadioGroup
            value={decision}
            onChange={({ detail }) => setDecision(detail.value === 'remove' ? 'remove' : 'value')}
            items={[
              { value: 'value', label: texts.change },
              { value: 'remove', label: texts.leaveOut },
            ]}
          />
        </FormField>
      )}
      {column === undefined && <div>{texts.leaveOut}</div>}
      {decision === 'value' && column !== undefined && (
        <FormField label={texts.newValue(toVisible(column))}>
          <Input
            value={value}
            onChange={({ detail }) => setValue(detail.value)}
            autoComplete={false}
            spellcheck={false}
          />
        </FormField>
      )}
    </FormModal>
  );
}

/** What was probably meant, else the value as it is. */
function firstValueOf({ remedy, value = '' }: RecordFinding): string {
  return remedy.kind === 'change-value' ? (remedy.to ?? remedy.from ?? value) : value;
}
