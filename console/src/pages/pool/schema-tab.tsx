import {
  AddCustomAttributesCommand,
  type AttributeDataType,
  type SchemaAttributeType,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { useCollection } from '@cloudscape-design/collection-hooks';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import Toggle from '@cloudscape-design/components/toggle';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormModal } from '../../parts/form-modal.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { ValueText } from '../../parts/value-text.tsx';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';

const TYPES: readonly AttributeDataType[] = ['String', 'Number', 'DateTime', 'Boolean'];

/** The attributes of a pool, which are the columns of its files. */
export function SchemaTab({ pool }: { readonly pool: UserPoolType }) {
  const { schema: texts, newPool, general } = useTexts();
  const format = useFormat();
  const [isAdding, setIsAdding] = useState(false);
  const attributes = pool.SchemaAttributes ?? [];
  const { items, collectionProps, filterProps } = useCollection(attributes, {
    filtering: { fields: ['Name'], noMatch: texts.noMatch },
    sorting: {},
  });
  const yesOrNo = (value: boolean | undefined) => (value ? general.actions.yes : general.actions.no);
  return (
    <>
      <Table
        {...collectionProps}
        items={items}
        trackBy="Name"
        header={
          <Header
            counter={general.count(format.count(attributes.length), false)}
            description={texts.text}
            actions={<Button onClick={() => setIsAdding(true)}>{texts.add}</Button>}
          >
            {texts.title}
          </Header>
        }
        filter={<TextFilter {...filterProps} filteringPlaceholder={texts.find} filteringAriaLabel={texts.find} />}
        columnDefinitions={[
          {
            id: 'name',
            header: texts.name,
            cell: ({ Name }) => <ValueText value={Name} />,
            sortingField: 'Name',
            isRowHeader: true,
          },
          {
            id: 'type',
            header: texts.type,
            cell: ({ AttributeDataType: type = 'String' }) => newPool.types[type],
            sortingField: 'AttributeDataType',
          },
          {
            id: 'required',
            header: texts.required,
            cell: ({ Required }) => yesOrNo(Required),
            sortingField: 'Required',
          },
          { id: 'mutable', header: texts.mutable, cell: ({ Mutable }) => yesOrNo(Mutable), sortingField: 'Mutable' },
          { id: 'limits', header: texts.limits, cell: (attribute) => <Limits attribute={attribute} /> },
        ]}
      />
      {isAdding && <AddAttributeModal poolId={pool.Id ?? ''} onClose={() => setIsAdding(false)} />}
    </>
  );
}

function Limits({ attribute }: { readonly attribute: SchemaAttributeType }) {
  const { schema: texts, general } = useTexts();
  const { StringAttributeConstraints: text, NumberAttributeConstraints: number } = attribute;
  if (text?.MaxLength !== undefined) return texts.characters(text.MinLength ?? '0', text.MaxLength);
  if (number?.MaxValue !== undefined) return texts.values(number.MinValue ?? '0', number.MaxValue);
  return general.empty;
}

function AddAttributeModal({ poolId, onClose }: { readonly poolId: string; readonly onClose: () => void }) {
  const { schema: texts, newPool, general } = useTexts();
  const { cognito } = useClients();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [type, setType] = useState<AttributeDataType>('String');
  const [isMutable, setIsMutable] = useState(true);
  const option = (value: AttributeDataType) => ({ value, label: newPool.types[value] });
  async function add() {
    const attribute = { Name: name.trim(), AttributeDataType: type, Mutable: isMutable };
    await cognito.send(new AddCustomAttributesCommand({ UserPoolId: poolId, CustomAttributes: [attribute] }));
    await queryClient.invalidateQueries({ queryKey: ['pool', poolId] });
  }
  return (
    <FormModal
      header={texts.add}
      submitText={general.actions.add}
      run={add}
      onClose={onClose}
      canSubmit={/^\S{1,20}$/.test(name.trim())}
    >
      <Alert type="info">{texts.addText}</Alert>
      <FormField label={texts.name} description={texts.nameText}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} spellcheck={false} />
      </FormField>
      <FormField label={texts.type}>
        <Select
          selectedOption={option(type)}
          options={TYPES.map(option)}
          onChange={({ detail }) => setType(TYPES.find((value) => value === detail.selectedOption.value) ?? 'String')}
        />
      </FormField>
      <Toggle
        checked={isMutable}
        description={texts.mutableText}
        onChange={({ detail }) => setIsMutable(detail.checked)}
      >
        {texts.mutable}
      </Toggle>
    </FormModal>
  );
}
