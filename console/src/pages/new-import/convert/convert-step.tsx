import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import RadioGroup, { type RadioGroupProps } from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useRef, useState } from 'react';
import type { PoolToCheckAgainst } from '../../../../../src/check/pool-to-check-against.ts';
import { adjustMapping } from '../../../../../src/convert/mapping/adjust-mapping.ts';
import { fitMapping } from '../../../../../src/convert/mapping/fit-mapping.ts';
import type { Mapping } from '../../../../../src/convert/mapping/mapping.ts';
import { nowMs } from '../../../base/clock.ts';
import { FailureAlert } from '../../../parts/failure-alert.tsx';
import { useFormat } from '../../../parts/use-format.ts';
import { toVisible } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';
import { useRemedies } from '../use-remedies.ts';
import { useTask } from '../use-task.ts';
import type { ConvertTask, InspectedExport, NamedFile } from '../worker/tasks.ts';
import { ConversionOutcome } from './conversion-outcome.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import type { UsedConversion } from './used-conversion.ts';
import { type ValueSettings, ValueSettingsPart } from './value-settings.tsx';
import { saysVerified, type VerifiedChoice, VerifiedField } from './verified-field.tsx';

export interface ConvertStepProps {
  readonly file: NamedFile;
  readonly exported: InspectedExport;
  /** The pool to convert for; undefined: one is proposed. */
  readonly pool: PoolToCheckAgainst | undefined;
  readonly converts: boolean;
  readonly onConverts: (converts: boolean) => void;
  readonly used: UsedConversion | undefined;
  readonly onUse: (used: UsedConversion | undefined) => void;
}

/** An export of another system: what of it goes where, and what comes of that. */
export function ConvertStep({ file, exported, pool, converts, onConverts, used, onUse }: ConvertStepProps) {
  const { conversion: texts } = useTexts();
  const { leftOut: remedies } = useRemedies();
  const [edited, setEdited] = useState<Mapping>(exported.mapping);
  const [settings, setSettings] = useState<ValueSettings>({
    country: exported.mapping.country ?? '',
    trueWords: exported.mapping.booleans?.true ?? [],
    falseWords: exported.mapping.booleans?.false ?? [],
  });
  const [chosen, setChosen] = useState<VerifiedChoice>();
  const [isMissing, setIsMissing] = useState(false);
  const question = useRef<RadioGroupProps.Ref>(null);
  const [task, setTask] = useState<ConvertTask>();
  const converted = useTask('convert', converts ? task : undefined);
  const fitted = useMemo(
    () => (pool === undefined ? { mapping: edited, dropped: [] } : fitMapping(edited, pool)),
    [edited, pool],
  );
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      set(value);
      // What was made by another mapping is not what the page shows now.
      setTask(undefined);
      onUse(undefined);
    };
  };
  const isMarked = saysVerified(edited);
  const verified = chosen ?? (isMarked ? 'asSaid' : undefined);
  const run = () => {
    setIsMissing(verified === undefined);
    if (verified === undefined) {
      question.current?.focus();
      return;
    }
    onUse(undefined);
    const { source } = exported;
    const mapping = withSettings(fitted.mapping, settings, verified);
    setTask({ file, source, mapping, pool, nowMs: nowMs(), remedies });
  };
  return (
    <Container
      header={
        <Header variant="h2" description={exported.isKnown ? texts.recognisedText : texts.unknownText}>
          {exported.isKnown ? texts.recognised(exported.title) : texts.unknown}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FormField label={texts.choice}>
          <RadioGroup
            value={converts ? 'convert' : 'keep'}
            onChange={({ detail }) => onConverts(detail.value === 'convert')}
            items={[
              { value: 'convert', label: texts.convert },
              { value: 'keep', label: texts.keep },
            ]}
          />
        </FormField>
        {converts && (
          <SpaceBetween size="l">
            <MappingEditor mapping={edited} columns={exported.columns} onChange={change(setEdited)} />
            {fitted.dropped.length > 0 && (
              <Alert type="warning">{texts.dropped(fitted.dropped.map(toVisible).join(', '))}</Alert>
            )}
            <ValueSettingsPart settings={settings} onChange={change(setSettings)} />
            <VerifiedField
              ref={question}
              choice={verified}
              isMarked={isMarked}
              isMissing={isMissing}
              onChange={change(setChosen)}
            />
            <Button variant={converted.status === 'done' ? 'normal' : 'primary'} onClick={run}>
              {texts.run}
            </Button>
            {converted.status === 'running' && task !== undefined && (
              <Converting done={converted.done} total={file.blob.size} onStop={converted.stop} />
            )}
            {converted.status === 'failed' && <FailureAlert error={converted.error} />}
            {converted.status === 'done' && converted.output.kind === 'refused' && (
              <Alert type="error" header={texts.refused}>
                <span className="muster-break">{toVisible(converted.output.text)}</span>
              </Alert>
            )}
            {converted.status === 'done' && converted.output.kind === 'interrupted' && (
              <Alert type="warning">{texts.stopped}</Alert>
            )}
            {converted.status === 'done' && converted.output.kind === 'converted' && (
              <ConversionOutcome conversion={converted.output} usedName={used?.file.name} onUse={onUse} />
            )}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  );
}

function Converting({
  done,
  total,
  onStop,
}: {
  readonly done: number;
  readonly total: number;
  readonly onStop: () => void;
}) {
  const { conversion: texts, newImport } = useTexts();
  const format = useFormat();
  return (
    <SpaceBetween size="s">
      <ProgressBar
        value={total === 0 ? 100 : Math.min(100, (100 * done) / total)}
        label={texts.converting}
        additionalInfo={newImport.progress.sent(format.bytes(done), format.bytes(total))}
      />
      <Button onClick={onStop}>{newImport.check.stop}</Button>
    </SpaceBetween>
  );
}

function withSettings(
  mapping: Mapping,
  { country, trueWords, falseWords }: ValueSettings,
  verified: VerifiedChoice,
): Mapping {
  const { booleans: _booleans, country: _country, ...rest } = mapping;
  const hasWords = trueWords.length + falseWords.length > 0;
  return adjustMapping(hasWords ? { ...rest, booleans: { true: trueWords, false: falseWords } } : rest, {
    country: country === '' ? undefined : country,
    emailVerified: verified === 'yes' ? 'yes' : undefined,
  });
}
