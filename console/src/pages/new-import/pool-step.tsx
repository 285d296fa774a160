import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { PoolSelect } from '../../parts/pool-select.tsx';
import { useTexts } from '../../texts/texts.ts';
import type { NewPoolChoice } from './pool-choice.ts';
import type { ChosenPool } from './use-pool-choice.ts';

/** Into which pool: one that exists, or a new one. */
export function PoolStep({ pool, isConverted }: { readonly pool: ChosenPool; readonly isConverted: boolean }) {
  const { newImport, general, pools } = useTexts();
  const { choice } = pool;
  const texts = newImport.pool;
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      {pool.isAwaited ? (
        <StatusIndicator type="loading">{general.loading(pools.what)}</StatusIndicator>
      ) : (
        <SpaceBetween size="m">
          <FormField label={texts.label}>
            <RadioGroup
              value={choice.kind}
              onChange={({ detail }) => pool.onKind(detail.value === 'existing' ? 'existing' : 'new')}
              items={[
                { value: 'existing', label: texts.existing, description: texts.existingText },
                { value: 'new', label: texts.create, description: texts.createText },
              ]}
            />
          </FormField>
          {choice.kind === 'existing' ? (
            <PoolSelect
              label={texts.title}
              description={pool.isOnlyPool ? texts.only : undefined}
              placeholder={texts.choose}
              poolId={choice.poolId}
              onChange={pool.onExisting}
            />
          ) : (
            <NewPool choice={choice} isConverted={isConverted} onChange={pool.onNew} />
          )}
        </SpaceBetween>
      )}
    </Container>
  );
}

function NewPool({
  choice,
  isConverted,
  onChange,
}: {
  readonly choice: NewPoolChoice;
  readonly isConverted: boolean;
  readonly onChange: ChosenPool['onNew'];
}) {
  const { newImport } = useTexts();
  const texts = newImport.pool;
  return (
    <SpaceBetween size="m">
      <FormField label={texts.name} description={texts.nameText}>
        <Input
          value={choice.name}
          onChange={({ detail }) => onChange({ name: detail.value })}
          autoComplete={false}
          spellcheck={false}
        />
      </FormField>
      {isConverted ? (
        <Alert type="info">{texts.proposed}</Alert>
      ) : (
        <FormField label={texts.signIn}>
          <RadioGroup
            value={choice.signIn}
            onChange={({ detail }) => onChange({ signIn: detail.value === 'email' ? 'email' : 'username' })}
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
