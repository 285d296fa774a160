import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { PoolSelect } from '../../parts/pool-select.tsx';
import { useTexts } from '../../texts/texts.ts';
import type { PoolChoice } from './pool-choice.ts';

/** Into which pool: one that exists, or a new one. */
export function PoolStep({
  choice,
  hasProposal,
  onChange,
}: {
  readonly choice: PoolChoice;
  readonly hasProposal: boolean;
  readonly onChange: (choice: PoolChoice) => void;
}) {
  const { newImport } = useTexts();
  const texts = newImport.pool;
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <SpaceBetween size="m">
        <FormField label={texts.label}>
          <RadioGroup
            value={choice.kind}
            onChange={({ detail }) =>
              onChange(
                detail.value === 'existing'
                  ? { kind: 'existing', poolId: undefined }
                  : { kind: 'new', name: 'import', signIn: 'username' },
              )
            }
            items={[
              { value: 'existing', label: texts.existing, description: texts.existingText },
              { value: 'new', label: texts.create, description: texts.createText },
            ]}
          />
        </FormField>
        {choice.kind === 'existing' ? (
          <ExistingPool choice={choice} onChange={onChange} />
        ) : (
          <NewPool choice={choice} hasProposal={hasProposal} onChange={onChange} />
        )}
      </SpaceBetween>
    </Container>
  );
}

function ExistingPool({
  choice: { poolId },
  onChange,
}: {
  readonly choice: Extract<PoolChoice, { kind: 'existing' }>;
  readonly onChange: (choice: PoolChoice) => void;
}) {
  const texts = useTexts().newImport.pool;
  return (
    <PoolSelect
      label={texts.title}
      placeholder={texts.choose}
      poolId={poolId}
      onChange={(chosen) => onChange({ kind: 'existing', poolId: chosen })}
    />
  );
}

function NewPool({
  choice,
  hasProposal,
  onChange,
}: {
  readonly choice: Extract<PoolChoice, { kind: 'new' }>;
  readonly hasProposal: boolean;
  readonly onChange: (choice: PoolChoice) => void;
}) {
  const { newImport } = useTexts();
  const texts = newImport.pool;
  return (
    <SpaceBetween size="m">
      <FormField label={texts.name} description={texts.nameText}>
        <Input
          value={choice.name}
          onChange={({ detail }) => onChange({ ...choice, name: detail.value })}
          autoComplete={false}
          spellcheck={false}
        />
      </FormField>
      {hasProposal ? (
        <Alert type="info">{texts.proposed}</Alert>
      ) : (
        <FormField label={texts.signIn}>
          <RadioGroup
            value={choice.signIn}
            onChange={({ detail }) => onChange({ ...choice, signIn: detail.value === 'email' ? 'email' : 'username' })}
            items={[
              { value: 'username', label: texts.username },
              { value: 'email', label: texts.email },
            ]}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}
