import FormField from '@cloudscape-design/components/form-field';
import RadioGroup, { type RadioGroupProps } from '@cloudscape-design/components/radio-group';
import type { Ref } from 'react';
import type { Mapping } from '../../../../../src/convert/mapping/mapping.ts';
import { useTexts } from '../../../texts/texts.ts';

/** Whose email addresses count as verified: of everybody of whom the file says nothing, or only of those whom it marks. */
export type VerifiedChoice = 'yes' | 'asSaid';

const CHOICES: readonly VerifiedChoice[] = ['yes', 'asSaid'];

/** Whether the mapping says whose email address is verified, or there are none. */
export function saysVerified({ attributes }: Pick<Mapping, 'attributes'>): boolean {
  return attributes.email === undefined || attributes.email_verified !== undefined;
}

/** Asks whether the email addresses are known to be right. */
export function VerifiedField({
  choice,
  isMarked,
  isMissing,
  ref,
  onChange,
}: {
  /** Undefined: nobody has chosen. */
  readonly choice: VerifiedChoice | undefined;
  /** The file says it of its users. */
  readonly isMarked: boolean;
  /** A choice was needed, and there is none. */
  readonly isMissing: boolean;
  readonly ref: Ref<RadioGroupProps.Ref>;
  readonly onChange: (choice: VerifiedChoice) => void;
}) {
  const { conversion: texts } = useTexts();
  const means = isMarked ? texts.verifiedMeans.marked : texts.verifiedMeans.unmarked;
  return (
    <FormField
      label={texts.verified}
      description={texts.verifiedText}
      errorText={isMissing && choice === undefined ? texts.verifiedMissing : ''}
    >
      <RadioGroup
        ref={ref}
        value={choice ?? null}
        onChange={({ detail }) => onChange(detail.value === 'yes' ? 'yes' : 'asSaid')}
        items={CHOICES.map((value) => ({ value, label: texts.verifiedChoices[value], description: means[value] }))}
      />
    </FormField>
  );
}
