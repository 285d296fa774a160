import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { SEARCHABLE, type Searchable, type UserSearch } from '../../service/user-queries.ts';
import { useTexts } from '../../texts/texts.ts';

const STATUSES = ['CONFIRMED', 'RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD', 'UNCONFIRMED'];
const ENABLED = ['Enabled', 'Disabled'];

/** What is searched for: one attribute, as Cognito searches. */
export function UserSearchForm({
  search,
  onSearch,
}: {
  readonly search: UserSearch | undefined;
  readonly onSearch: (search: UserSearch | undefined) => void;
}) {
  const { users: texts } = useTexts();
  const [by, setBy] = useState<Searchable>(search?.by ?? 'email');
  const [how, setHow] = useState<UserSearch['how']>(search?.how ?? 'begins');
  const [value, setValue] = useState(search?.value ?? '');
  const choices = by === 'cognito:user_status' ? STATUSES : by === 'status' ? ENABLED : undefined;
  const nameOf = (choice: string) =>
    texts.statuses[choice] ?? (choice === 'Enabled' ? texts.enabled : choice === 'Disabled' ? texts.disabled : choice);
  const option = (choice: string) => ({ value: choice, label: nameOf(choice) });
  const byOption = (name: Searchable) => ({ value: name, label: texts.attributes[name] });
  const howOption = (word: UserSearch['how']) => ({ value: word, label: texts[word] });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(value === '' ? undefined : { by, how: choices ? 'is' : how, value });
      }}
    >
      <Grid
        gridDefinition={[
          { colspan: { default: 12, xs: 3 } },
          { colspan: { default: 12, xs: 2 } },
          { colspan: { default: 12, xs: 3 } },
          { colspan: { default: 12, xs: 4 } },
        ]}
      >
        <FormField label={texts.searchBy}>
          <Select
            selectedOption={byOption(by)}
            options={SEARCHABLE.map(byOption)}
            onChange={({ detail }) => {
              setBy(SEARCHABLE.find((name) => name === detail.selectedOption.value) ?? 'email');
              setValue('');
            }}
          />
        </FormField>
        <FormField label={texts.how}>
          <Select
            selectedOption={howOption(choices ? 'is' : how)}
            disabled={choices !== undefined}
            options={[howOption('begins'), howOption('is')]}
            onChange={({ detail }) => setHow(detail.selectedOption.value === 'is' ? 'is' : 'begins')}
          />
        </FormField>
        <FormField label={texts.value} constraintText={choices === undefined && texts.valueText}>
          {choices ? (
            <Select
              selectedOption={value === '' ? null : option(value)}
              options={choices.map(option)}
              placeholder={texts.value}
              onChange={({ detail }) => setValue(detail.selectedOption.value ?? '')}
            />
          ) : (
            <Input type="search" value={value} onChange={({ detail }) => setValue(detail.value)} spellcheck={false} />
          )}
        </FormField>
        <FormField label={<>&nbsp;</>}>
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary">{texts.search}</Button>
            <Button
              formAction="none"
              disabled={search === undefined && value === ''}
              onClick={() => {
                setValue('');
                onSearch(undefined);
              }}
            >
              {texts.all}
            </Button>
          </SpaceBetween>
        </FormField>
      </Grid>
    </form>
  );
}
