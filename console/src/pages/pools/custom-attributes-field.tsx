import type { AttributeDataType } from '@aws-sdk/client-cognito-identity-provider';
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useTexts } from '../../texts/texts.ts';

export interface CustomAttribute {
  /** Without `custom:`. */
  readonly name: string;
  readonly type: AttributeDataType;
}

const NAME_CHARACTERS_MAX = 20;
const TYPES: readonly AttributeDataType[] = ['String', 'Number', 'DateTime', 'Boolean'];

/** As Cognito names them: no more than 20 characters, none of them a space. */
export function isGoodCustomName(name: string): boolean {
  return /^\S+$/.test(name.trim()) && name.trim().length <= NAME_CHARACTERS_MAX;
}

export function CustomAttributesField({
  attributes,
  errorText,
  onChange,
}: {
  readonly attributes: readonly CustomAttribute[];
  readonly errorText: string;
  readonly onChange: (attributes: CustomAttribute[]) => void;
}) {
  const { newPool: texts, general } = useTexts();
  const change = (index: number, part: Partial<CustomAttribute>) =>
    onChange(attributes.map((attribute, other) => (other === index ? { ...attribute, ...part } : attribute)));
  const typeOption = (type: AttributeDataType) => ({ value: type, label: texts.types[type] });
  return (
    <FormField label={texts.custom} description={texts.customText} errorText={errorText} stretch>
      <AttributeEditor
        items={attributes}
        addButtonText={texts.addCustom}
        removeButtonText={general.actions.remove}
        empty={texts.noCustom}
        onAddButtonClick={() => onChange([...attributes, { name: '', type: 'String' }])}
        onRemoveButtonClick={({ detail }) => onChange(attributes.filter((_, index) => index !== detail.itemIndex))}
        definition={[
          {
            label: texts.customName,
            control: ({ name }, index) => (
              <Input value={name} onChange={({ detail }) => change(index, { name: detail.value })} spellcheck={false} />
            ),
          },
          {
            label: texts.customType,
            control: ({ type }, index) => (
              <Select
                selectedOption={typeOption(type)}
                options={TYPES.map(typeOption)}
                onChange={({ detail }) =>
                  change(index, { type: TYPES.find((value) => value === detail.selectedOption.value) ?? 'String' })
                }
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}
