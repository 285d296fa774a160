import FormField from '@cloudscape-design/components/form-field';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { type Ref, useMemo } from 'react';
import { toVisible } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';

/** Asks of which country the phone numbers are that do not say it. */
export function CountryField({
  country,
  countries,
  nationalNumber,
  isMissing,
  ref,
  onChange,
}: {
  /** Two capital letters; blank for none; undefined: nobody has chosen. */
  readonly country: string | undefined;
  readonly countries: readonly string[];
  /** Such a number of the file, if one was seen. */
  readonly nationalNumber: string | undefined;
  /** A choice was needed, and there is none. */
  readonly isMissing: boolean;
  readonly ref: Ref<SelectProps.Ref>;
  readonly onChange: (country: string) => void;
}) {
  const { conversion: texts, locale } = useTexts();
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region' });
    const own = new Intl.DisplayNames([...navigator.languages], { type: 'region' });
    const named = countries.map((value) => ({
      value,
      label: `${names.of(value) ?? value} (${value})`,
      filteringTags: [own.of(value) ?? value],
    }));
    named.sort((one, other) => one.label.localeCompare(other.label, locale));
    return [{ value: '', label: texts.countryNone }, ...named];
  }, [countries, texts, locale]);
  const example = nationalNumber && toVisible(nationalNumber);
  return (
    <FormField
      label={texts.country}
      description={example === undefined ? texts.countryText : texts.countryTextWith(example)}
      errorText={isMissing && country === undefined ? texts.countryMissing : ''}
    >
      <Select
        ref={ref}
        selectedOption={options.find(({ value }) => value === country) ?? null}
        options={options}
        placeholder={texts.countryChoose}
        filteringType="auto"
        filteringAriaLabel={texts.country}
        noMatch={texts.countryUnknown}
        virtualScroll
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
