import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import { useSearchParams } from 'react-router';
import { CursorTable } from '../../parts/cursor-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { EnabledStatus } from '../../parts/enabled-status.tsx';
import { paths } from '../../parts/paths.ts';
import { Time } from '../../parts/time.tsx';
import { ValueText } from '../../parts/value-text.tsx';
import { useClients } from '../../service/session.tsx';
import {
  calledNameOf,
  hasMadeUpName,
  isOfWords,
  listUsers,
  personNameOf,
  SEARCHABLE,
  type ShownUser,
  type UserSearch,
} from '../../service/user-queries.ts';
import { useTexts } from '../../texts/texts.ts';
import { nameOfWord, UserSearchForm } from './user-search-form.tsx';

/** In pixels: together they fit beside the navigation in a window of 1,280. */
const WIDTHS = { username: 105, name: 105, email: 180, phone: 158, status: 120, enabled: 114, created: 124 };

const areNamesMadeUp = (shown: readonly ShownUser[]): boolean => shown.length > 0 && shown.every(hasMadeUpName);
const areNamesKnown = (shown: readonly ShownUser[]): boolean => !areNamesMadeUp(shown);
/** Has a phone number beside the email address by which the user is called. */
const hasFurtherPhone = ({ attributes }: ShownUser): boolean => Boolean(attributes.email && attributes.phone_number);

/**
 * The users of a pool, and a search whose words are in the address of the page. Each user is called by the user name, or by an address where
 * the server made the names up.
 */
export function UserList({ poolId }: { readonly poolId: string }) {
  const { users: texts, pool } = useTexts();
  const clients = useClients();
  const [parameters, setParameters] = useSearchParams();
  const search = readSearch(parameters);
  const begin = (next: UserSearch | undefined) =>
    setParameters((before) => {
      const kept = before.get('pool');
      return { ...(kept !== null && { pool: kept }), ...next };
    });
  const searchKey = search && `${search.by} ${search.how} ${search.value}`;
  return (
    <CursorTable
      title={texts.title}
      what={texts.what}
      queryKey={['users', poolId, searchKey ?? '']}
      fetchPage={(token, signal) => listUsers(clients, poolId, search, token, signal)}
      trackBy={({ userName }) => userName}
      empty={
        search ? (
          <NoMatch search={search} />
        ) : (
          <EmptyState
            title={texts.none}
            text={texts.noneText}
            action={<Button href={paths.newImport(poolId)}>{pool.newImport}</Button>}
          />
        )
      }
      filter={<UserSearchForm key={searchKey} search={search} onSearch={begin} />}
      columns={[
        {
          id: 'username',
          minWidth: WIDTHS.username,
          header: texts.name,
          cell: ({ userName }) => (
            <Link href={paths.user(poolId, userName)}>
              <ValueText value={userName} />
            </Link>
          ),
          isRowHeader: true,
          isShownFor: areNamesKnown,
        },
        {
          id: 'address',
          minWidth: WIDTHS.email,
          header: texts.emailOrPhone,
          cell: (user) => (
            <Link href={paths.user(poolId, user.userName)}>
              <ValueText value={calledNameOf(user)} />
            </Link>
          ),
          isRowHeader: true,
          isShownFor: areNamesMadeUp,
        },
        {
          id: 'name',
          minWidth: WIDTHS.name,
          header: texts.personName,
          cell: ({ attributes }) => <ValueText value={personNameOf(attributes)} />,
          isShownFor: (shown) => shown.some(({ attributes }) => personNameOf(attributes) !== ''),
        },
        {
          id: 'email',
          minWidth: WIDTHS.email,
          header: texts.email,
          cell: ({ attributes }) => <ValueText value={attributes.email} />,
          isShownFor: areNamesKnown,
        },
        {
          id: 'phone',
          minWidth: WIDTHS.phone,
          header: texts.phone,
          cell: ({ attributes }) => <ValueText value={attributes.phone_number} />,
          isShownFor: (shown) => areNamesKnown(shown) || shown.some(hasFurtherPhone),
        },
        {
          id: 'status',
          minWidth: WIDTHS.status,
          header: texts.status,
          cell: ({ status }) => texts.statuses[status] ?? status,
        },
        {
          id: 'enabled',
          minWidth: WIDTHS.enabled,
          header: texts.enabledColumn,
          cell: ({ isEnabled }) => <EnabledStatus isEnabled={isEnabled} />,
        },
        {
          id: 'created',
          minWidth: WIDTHS.created,
          header: texts.created,
          cell: ({ createdAt }) => <Time at={createdAt} />,
        },
        {
          id: 'madeUpName',
          minWidth: WIDTHS.username,
          header: texts.name,
          cell: ({ userName }) => <ValueText value={userName} />,
          isShownFor: areNamesMadeUp,
        },
      ]}
    />
  );
}

function NoMatch({ search: { by, how, value } }: { readonly search: UserSearch }) {
  const { users: texts } = useTexts();
  const isWord = isOfWords(by);
  return (
    <EmptyState
      title={
        <>
          {texts.noMatch(texts.attributes[by], how)} "<ValueText value={isWord ? nameOfWord(value, texts) : value} />"
        </>
      }
      {...(!isWord && { text: texts.noMatchText })}
    />
  );
}

function readSearch(parameters: URLSearchParams): UserSearch | undefined {
  const by = SEARCHABLE.find((name) => name === parameters.get('by'));
  const value = parameters.get('value') ?? '';
  if (by === undefined || value === '') return undefined;
  return { by, how: parameters.get('how') === 'is' ? 'is' : 'begins', value };
}
