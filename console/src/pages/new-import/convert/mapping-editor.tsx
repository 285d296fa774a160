import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import { columnsOf, type Mapping, type ValueRule } from '../../../../../src/convert/mapping/mapping.ts';
import { useIsWide } from '../../../parts/use-is-wide.ts';
import { ValueText } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';
import { ColumnsField } from './columns-field.tsx';

const DATE_ATTRIBUTES = new Set(['birthdate', 'updated_at']);
const DATE_FORMS = ['auto', 'iso', 'mdy', 'dmy', 'epoch_s', 'epoch_ms', 'excel'] as const;

/** In pixels: a narrower table has one column, with the fields of an attribute below each other. */
const WIDE_TABLE_MIN = 880;

type How = 'column' | 'constant' | 'template';

interface Row {
  /** Undefined: the user name. */
  readonly attribute: string | undefined;
  readonly rule: ValueRule;
}

/** What of the export goes where: one row for the user name and one for each attribute. */
export function MappingEditor({
  mapping,
  columns,
  onChange,
}: {
  readonly mapping: Mapping;
  /** Of a CSV file; none for JSON, where paths are typed. */
  readonly columns: readonly string[];
  readonly onChange: (mapping: Mapping) => void;
}) {
  const { conversion: texts, general } = useTexts();
  const [added, setAdded] = useState('');
  const [ref, isWide] = useIsWide(WIDE_TABLE_MIN);
  const rows: Row[] = [
    { attribute: undefined, rule: mapping.username },
    ...Object.entries(mapping.attributes).map(([attribute, rule]) => ({ attribute, rule })),
  ];
  const setRule = ({ attribute }: Row, rule: ValueRule) =>
    onChange(
      attribute === undefined
        ? { ...mapping, username: rule }
        : { ...mapping, attributes: { ...mapping.attributes, [attribute]: rule } },
    );
  const remove = (attribute: string) => {
    const { [attribute]: _removed, ...attributes } = mapping.attributes;
    onChange({ ...mapping, attributes });
  };
  const add = () => {
    const name = added.trim();
    if (name === '' || Object.hasOwn(mapping.attributes, name)) return;
    onChange({ ...mapping, attributes: { ...mapping.attributes, [name]: { column: columns[0] ?? name } } });
    setAdded('');
  };
  const nameOf = ({ attribute }: Row) => attribute ?? texts.username;
  const how = (row: Row) => (
    <HowField name={nameOf(row)} rule={row.rule} columns={columns} onChange={(rule) => setRule(row, rule)} />
  );
  const from = (row: Row) => (
    <FromField name={nameOf(row)} rule={row.rule} columns={columns} onChange={(rule) => setRule(row, rule)} />
  );
  const dates = (row: Row) => <DateField name={nameOf(row)} rule={row.rule} onChange={(rule) => setRule(row, rule)} />;
  const removal = ({ attribute }: Row) =>
    attribute !== undefined && (
      <Button iconName="close" variant="icon" ariaLabel={texts.remove(attribute)} onClick={() => remove(attribute)} />
    );
  const wide: readonly TableProps.ColumnDefinition<Row>[] = [
    {
      id: 'attribute',
      header: texts.attribute,
      cell: (row) => <ValueText value={nameOf(row)} />,
      isRowHeader: true,
      minWidth: 140,
    },
    { id: 'how', header: texts.how, cell: how, minWidth: 170 },
    { id: 'from', header: texts.from, cell: from, minWidth: 260 },
    { id: 'dates', header: texts.dates, cell: (row) => (hasDates(row) ? dates(row) : general.empty), minWidth: 200 },
    {
      id: 'remove',
      header: general.actionsColumn,
      cell: (row) => removal(row) || general.empty,
      minWidth: 80,
    },
  ];
  const narrow: readonly TableProps.ColumnDefinition<Row>[] = [
    {
      id: 'attribute',
      header: texts.attribute,
      cell: (row) => (
        <SpaceBetween size="xs">
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <Box variant="strong">
              <ValueText value={nameOf(row)} />
            </Box>
            {removal(row)}
          </SpaceBetween>
          {how(row)}
          {from(row)}
          {hasDates(row) && dates(row)}
        </SpaceBetween>
      ),
      isRowHeader: true,
    },
  ];
  return (
    <SpaceBetween size="s">
      <Box variant="h3">{texts.mapping}</Box>
      <div ref={ref}>
        <Table<Row>
          variant="embedded"
          items={rows}
          trackBy={({ attribute }) => attribute ?? ''}
          wrapLines
          ariaLabels={{ tableLabel: texts.mapping }}
          columnDefinitions={isWide ? wide : narrow}
        />
      </div>
      <SpaceBetween direction="horizontal" size="xs">
        <Input
          value={added}
          onChange={({ detail }) => setAdded(detail.value)}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter') add();
          }}
          placeholder={texts.addPlaceholder}
          ariaLabel={texts.add}
        />
        <Button onClick={add}>{texts.add}</Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}

interface FieldProps {
  readonly name: string;
  readonly rule: ValueRule;
  readonly onChange: (rule: ValueRule) => void;
}

function HowField({ name, rule, columns, onChange }: FieldProps & { readonly columns: readonly string[] }) {
  const { conversion: texts } = useTexts();
  const options = (['column', 'constant', 'template'] as const).map((value) => ({ value, label: texts.hows[value] }));
  return (
    <Select
      selectedOption={options.find(({ value }) => value === howOf(rule)) ?? null}
      options={options}
      ariaLabel={`${texts.how}: ${name}`}
      expandToViewport
      onChange={({ detail }) => {
        const [first = columns[0] ?? name] = columnsOf(rule);
        if (detail.selectedOption.value === 'constant') onChange({ constant: '' });
        else if (detail.selectedOption.value === 'template') onChange({ template: `{${first}}` });
        else onChange({ column: first });
      }}
    />
  );
}

function FromField({ name, rule, columns, onChange }: FieldProps & { readonly columns: readonly string[] }) {
  const { conversion: texts } = useTexts();
  const label = `${texts.from}: ${name}`;
  if ('constant' in rule) {
    const change = (constant: string) => onChange({ constant });
    return <Input value={rule.constant} onChange={({ detail }) => change(detail.value)} ariaLabel={label} />;
  }
  if ('template' in rule) {
    const change = (template: string) => onChange({ ...rule, template });
    return (
      <Input
        value={rule.template}
        onChange={({ detail }) => change(detail.value)}
        placeholder={texts.templateHint}
        ariaLabel={label}
      />
    );
  }
  return (
    <ColumnsField
      label={label}
      known={columns}
      chosen={columnsOf(rule)}
      onChange={(chosen) => onChange({ ...rule, column: chosen.length === 1 ? (chosen[0] ?? '') : chosen })}
    />
  );
}

function DateField({ name, rule, onChange }: FieldProps) {
  const { conversion: texts } = useTexts();
  if ('constant' in rule) return null;
  const options = DATE_FORMS.map((value) => ({ value: value as string, label: texts.dateForms[value] }));
  const current = rule.date ?? 'auto';
  return (
    <Select
      selectedOption={options.find(({ value }) => value === current) ?? { value: current, label: current }}
      options={options}
      ariaLabel={`${texts.dates}: ${name}`}
      expandToViewport
      onChange={({ detail }) => {
        const { date: _date, ...rest } = rule;
        const { value = 'auto' } = detail.selectedOption;
        onChange(value === 'auto' ? rest : { ...rest, date: value });
      }}
    />
  );
}

function howOf(rule: ValueRule): How {
  if ('constant' in rule) return 'constant';
  return 'template' in rule ? 'template' : 'column';
}

function hasDates({ attribute, rule }: Row): boolean {
  if ('constant' in rule) return false;
  return rule.date !== undefined || (attribute !== undefined && DATE_ATTRIBUTES.has(attribute));
}
