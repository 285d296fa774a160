import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useTexts } from '../texts/texts.ts';
import { FormModal } from './form-modal.tsx';

/** For what cannot be undone: the name of the thing is typed first. */
export function ConfirmNameModal({
  header,
  warning,
  name,
  run,
  onClose,
}: {
  readonly header: string;
  readonly warning: string;
  readonly name: string;
  readonly run: () => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const { general } = useTexts();
  const [typed, setTyped] = useState('');
  return (
    <FormModal
      header={header}
      submitText={general.actions.delete}
      run={run}
      onClose={onClose}
      canSubmit={typed === name}
    >
      <Alert type="warning">{warning}</Alert>
      <FormField label={<span className="muster-break">{general.confirmName(name)}</span>}>
        <Input
          value={typed}
          onChange={({ detail }) => setTyped(detail.value)}
          placeholder={name}
          autoComplete={false}
          spellcheck={false}
        />
      </FormField>
    </FormModal>
  );
}
