import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useTexts } from '../../../texts/texts.ts';

/** How values of the export are read. */
export interface ValueSettings {
  /** Two capital letters, or nothing. */
  readonly country: string;
  readonly trueWords: readonly string[];
  readonly falseWords: readonly string[];
}

const COUNTRY = /^(?:[A-Z]{2})?$/;

export function ValueSettingsPart({
  settings,
  onChange,
}: {
  readonly settings: ValueSettings;
  readonly onChange: (settings: ValueSettings) => void;
}) {
  const { conversion: texts } = useTexts();
  const { country } = settings;
  return (
    <ColumnLayout columns={2}>
      <FormField
        label={texts.country}
        description={texts.countryText}
        errorText={COUNTRY.test(country) ? '' : texts.countryError}
      >
        <Input
          value={country}
          onChange={({ detail }) => onChange({ ...settings, country: detail.value.trim().toUpperCase() })}
        />
      </FormField>
      <WordsField
        label={texts.trueWords}
        words={settings.trueWords}
        onChange={(trueWords) => onChange({ ...settings, trueWords })}
      />
      <WordsField
        label={texts.falseWords}
        words={settings.falseWords}
        onChange={(falseWords) => onChange({ ...settings, falseWords })}
      />
    </ColumnLayout>
  );
}

function WordsField({
  label,
  words,
  onChange,
}: {
  readonly label: string;
  readonly words: readonly string[];
  readonly onChange: (words: readonly string[]) => void;
}) {
  const { conversion: texts } = useTexts();
  const [typed, setTyped] = useState(words.join(', '));
  return (
    <FormField label={label} description={texts.wordsText}>
      <Input
        value={typed}
        onChange={({ detail }) => {
          setTyped(detail.value);
          onChange(splitNames(detail.value));
        }}
      />
    </FormField>
  );
}

/** Names with commas between them. */
export function splitNames(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
