import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup, { type RadioGroupProps } from '@cloudscape-design/components/radio-group';
import type { SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useRef, useState } from 'react';
import type { PoolToCheckAgainst } from '../../../../../src/check/pool-to-check-against.ts';
import { adjustMapping } from '../../../../../src/convert/mapping/adjust-mapping.ts';
import { fitMapping } from '../../../../../src/convert/mapping/fit-mapping.ts';
import type { Mapping } from '../../../../../src/convert/mapping/mapping.ts';
import { nowMs } from '../../../base/clock.ts';
import { FailureAlert } from '../../../parts/failure-alert.tsx';
import { FocusTarget } from '../../../parts/focus-target.tsx';
import { toVisible } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';
import { TaskProgress } from '../task-progress.tsx';
import { useRemedies } from '../use-remedies.ts';
import { useTask } from '../use-task.ts';
import type { ConvertTask, InspectedExport, NamedFile } from '../worker/tasks.ts';
import { BooleanWordsPart } from './boolean-words.tsx';
import { ConversionOutcome } from './conversion-outcome.tsx';
import { CountryField } from './country-field.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { type Answers, type BooleanWords, readsBooleans, useAnswers } from './use-answers.ts';
import type { UsedConversion } from './used-conversion.ts';
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
  const { conversion: texts, newImport } = useTexts();
  const { leftOut: remedies } = useRemedies();
  const [answers, setAnswers] = useAnswers(exported);
  const { mapping: edited, words, verified: chosen } = answers;
  // No question where no number asks for it.
  const country = answers.country ?? (exported.nationalNumber === undefined ? '' : undefined);
  const [isMissing, setIsMissing] = useState(false);
  const verifiedField = useRef<RadioGroupProps.Ref>(null);
  const countryField = useRef<SelectProps.Ref>(null);
  const [task, setTask] = useState<ConvertTask>();
  const converted = useTask('convert', converts ? task : undefined);
  const fitted = useMemo(
    () => (pool === undefined ? { mapping: edited, dropped: [] } : fitMapping(edited, pool)),
    [edited, pool],
  );
  const change = (changed: Partial<Answers>) => {
    setAnswers(changed);
    // What was made by another mapping is not what the page shows now.
    setTask(undefined);
    onUse(undefined);
  };
  const isMarked = saysVerified(edited);
  const verified = chosen ?? (isMarked ? 'asSaid' : undefined);
  const run = () => {
    setIsMissing(country === undefined || verified === undefined);
    if (country === undefined) {
      countryField.current?.focus();
      return;
    }
    if (verified === undefined) {
      verifiedField.current?.focus();
      return;
    }
    onUse(undefined);
    const { source } = exported;
    const mapping = withAnswers(fitted.mapping, { words, country, verified });
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
            <MappingEditor mapping={edited} columns={exported.columns} onChange={(mapping) => change({ mapping })} />
            {fitted.dropped.length > 0 && (
              <Alert type="warning">{texts.dropped(fitted.dropped.map(toVisible).join(', '))}</Alert>
            )}
            {(readsBooleans(edited, pool) || hasWords(words)) && (
              <BooleanWordsPart words={words} onChange={(changed) => change({ words: changed })} />
            )}
            <CountryField
              ref={countryField}
              country={country}
              countries={exported.countries}
              nationalNumber={exported.nationalNumber}
              isMissing={isMissing}
              onChange={(changed) => change({ country: changed })}
            />
            <VerifiedField
              ref={verifiedField}
              choice={verified}
              isMarked={isMarked}
              isMissing={isMissing}
              onChange={(changed) => change({ verified: changed })}
            />
            <Button variant={converted.status === 'done' ? 'normal' : 'primary'} onClick={run}>
              {texts.run}
            </Button>
            {converted.status === 'running' && task !== undefined && (
              <TaskProgress
                label={texts.converting}
                done={converted.done}
                total={file.blob.size}
                stopText={newImport.check.stop}
                onStop={converted.stop}
              />
            )}
            {converted.status === 'failed' && <FailureAlert error={converted.error} />}
            {converted.status === 'done' && converted.output.kind === 'refused' && (
              <Alert type="error" header={texts.refused}>
                <span className="muster-break">{toVisible(converted.output.text)}</span>
              </Alert>
            )}
            {converted.status === 'done' && converted.output.kind === 'interrupted' && (
              <Alert type="warning">
                <FocusTarget of={converted.output}>{texts.stopped}</FocusTarget>
              </Alert>
            )}
            {converted.status === 'done' && converted.output.kind === 'converted' && (
              <ConversionOutcome conversion={converted.output} source={file.name} used={used} onUse={onUse} />
            )}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  );
}

function withAnswers(
  mapping: Mapping,
  {
    words,
    country,
    verified,
  }: { readonly words: BooleanWords; readonly country: string; readonly verified: VerifiedChoice },
): Mapping {
  const { booleans: _booleans, country: _country, ...rest } = mapping;
  const { trueWords, falseWords } = words;
  return adjustMapping(hasWords(words) ? { ...rest, booleans: { true: trueWords, false: falseWords } } : rest, {
    country: country === '' ? undefined : country,
    emailVerified: verified === 'yes' ? 'yes' : undefined,
  });
}

function hasWords({ trueWords, falseWords }: BooleanWords): boolean {
  return trueWords.length + falseWords.length > 0;
}
