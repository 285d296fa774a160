import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';

/** Any of a few, by a box for each. */
export function ChoiceField<Value extends string>({
  label,
  description,
  errorText = '',
  choices,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly description?: string;
  readonly errorText?: string;
  /** Value to what it is called. */
  readonly choices: Readonly<Record<Value, string>>;
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: Value[]) => void;
}) {
  const values = Object.keys(choices) as Value[];
  return (
    <FormField label={label} description={description} errorText={errorText}>
      <SpaceBetween size="xxs">
        {values.map((value) => (
          <Checkbox
            key={value}
            checked={chosen.includes(value)}
            onChange={({ detail }) =>
              onChange(values.filter((other) => (other === value ? detail.checked : chosen.includes(other))))
            }
          >
            {choices[value]}
          </Checkbox>
        ))}
      </SpaceBetween>
    </FormField>
  );
}
