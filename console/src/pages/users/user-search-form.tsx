import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { isOfWords, SEARCHABLE, type Searchable, type UserSearch } from '../../service/user-queries.ts';
import { type Texts, useTexts } from '../../texts/texts.ts';

const STATUSES = ['CONFIRMED', 'RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD', 'UNCONFIRMED'];
const ENABLED = ['Enabled', 'Disabled'];

/** A word that an attribute can have, as lists show it. */
export function nameOfWord(word: string, { statuses, enabled, disabled }: Texts['users']): string {
  return statuses[word] ?? (word === 'Enabled' ? enabled : word === 'Disabled' ? disabled : word);
}

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
  const isOfWord = search !== undefined && isOfWords(search.by);
  const [how, setHow] = useState<UserSearch['how']>(isOfWord ? 'begins' : (search?.how ?? 'begins'));
  const [text, setText] = useState(isOfWord ? '' : (search?.value ?? ''));
  const [word, setWord] = useState(isOfWord ? search.value : '');
  const choices = by === 'cognito:user_status' ? STATUSES : by === 'status' ? ENABLED : undefined;
  // What was typed stays for the next attribute, a word only where it is offered.
  const value = choices === undefined ? text : choices.includes(word) ? word : '';
  const option = (choice: string) => ({ value: choice, label: nameOfWord(choice, texts) });
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
            onChange={({ detail }) => setBy(SEARCHABLE.find((name) => name === detail.selectedOption.value) ?? 'email')}
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
              onChange={({ detail }) => setWord(detail.selectedOption.value ?? '')}
            />
          ) : (
            <Input type="search" value={value} onChange={({ detail }) => setText(detail.value)} spellcheck={false} />
          )}
        </FormField>
        <FormField label={<>&nbsp;</>}>
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary">{texts.search}</Button>
            <Button
              formAction="none"
              disabled={search === undefined && value === ''}
              onClick={() => {
                setText('');
                setWord('');
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
