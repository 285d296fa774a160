import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useState } from 'react';
import { useTexts } from '../../../texts/texts.ts';
import { splitNames } from './boolean-words.tsx';

/** Columns of a CSV file, or paths into JSON: the first that has a value counts. */
export function ColumnsField({
  label,
  known,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly known: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
}) {
  const { conversion: texts } = useTexts();
  const [typed, setTyped] = useState(chosen.join(', '));
  if (known.length === 0) {
    return (
      <Input
        value={typed}
        onChange={({ detail }) => {
          setTyped(detail.value);
          onChange(splitNames(detail.value));
        }}
        placeholder={texts.fromPlaceholder}
        ariaLabel={label}
      />
    );
  }
  const options = [...new Set([...known, ...chosen])].map((name) => ({ value: name, label: name }));
  return (
    <Multiselect
      selectedOptions={chosen.map((name) => ({ value: name, label: name }))}
      options={options}
      filteringType="auto"
      filteringAriaLabel={label}
      placeholder={texts.from}
      ariaLabel={label}
      expandToViewport
      onChange={({ detail }) => onChange(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
    />
  );
}
