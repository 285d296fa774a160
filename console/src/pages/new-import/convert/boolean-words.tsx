import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useTexts } from '../../../texts/texts.ts';
import type { BooleanWords } from './use-answers.ts';

export function BooleanWordsPart({
  words,
  onChange,
}: {
  readonly words: BooleanWords;
  readonly onChange: (words: BooleanWords) => void;
}) {
  const { conversion: texts } = useTexts();
  return (
    <ColumnLayout columns={2}>
      <WordsField
        label={texts.trueWords}
        words={words.trueWords}
        onChange={(trueWords) => onChange({ ...words, trueWords })}
      />
      <WordsField
        label={texts.falseWords}
        words={words.falseWords}
        onChange={(falseWords) => onChange({ ...words, falseWords })}
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
