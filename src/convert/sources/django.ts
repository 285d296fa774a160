import { readHash } from '../hashes/read-hash.ts';
import type { Joined, JoinedRow, SourceJoin } from '../joins/joined.ts';
import { column, type Mapping } from '../mapping/mapping.ts';
import { isJsonObject, itemsOf, type JsonObject, type JsonValue, textOf } from '../records/json.ts';
import { findRoleName, findRoles, rolesJoin } from './joined-roles.ts';
import { joinNames } from './name-parts.ts';
import type { Source, SourceContext, SourceReading, UserLink } from './source.ts';
import { cellOf, isFalse, isTrue, NULL_WORDS } from './table-values.ts';

const MAPPING: Mapping = {
  username: column(['username', 'id']),
  aliases: ['email'],
  attributes: {
    email: column('email'),
    email_verified: column('email_verified'),
    name: column('name'),
    given_name: column('first_name'),
    family_name: column('last_name'),
    'custom:created_at': column('date_joined'),
    'custom:django_id': column('id'),
  },
  blank: NULL_WORDS,
};

const GROUP_MODEL = 'auth.group';
/** A pool has no more; those after it are named by their ids. */
const GROUPS_MAX = 10_000;

/** Groups: the tables `auth_user_groups` and `auth_group`, or the dump itself. */
const ROLES = rolesJoin({ userId: 'user_id', roleId: 'group_id', id: 'id', name: 'name' }, (record) => {
  const { model, row } = rowOf(record);
  return model === undefined || model === GROUP_MODEL ? row : undefined;
});

/** Tables of allauth: `account_emailaddress`, which says what is verified, and `socialaccount_socialaccount`; or the dump itself. */
const IDENTITIES: SourceJoin = {
  lists: [],
  needs: 'a user_id with an email or a provider',
  read: (record) => readIdentity(rowOf(record).row),
};

/** The table `auth_user`, or what `dumpdata` writes. */
export const django: Source = {
  name: 'django',
  title: 'Django',
  kinds: ['kind-django-json'],
  exports: ['export-django'],
  lists: [],
  mappingOf: () => MAPPING,
  joins: { roles: ROLES, identities: IDENTITIES },
  open,
};

interface Row {
  /** Of a record of a dump. */
  readonly model: string | undefined;
  readonly row: JsonObject;
}

/** A row of a table, or of a record of a dump: `{"model": …, "pk": 1, "fields": {…}}`. */
function rowOf(record: JsonObject): Row {
  const { model, pk, fields } = record;
  if (typeof model !== 'string' || !isJsonObject(fields)) return { model: undefined, row: record };
  return { model, row: { ...fields, ...(pk === undefined ? {} : { id: pk }) } };
}

function open({ joined }: SourceContext): (record: JsonObject) => SourceReading {
  /** Of the groups that came before the users, as a dump has them. */
  const groupNames = new Map<string, string>();
  const nameOf = (id: string): string => groupNames.get(id) ?? findRoleName(id, joined);
  return (record) => {
    const { model, row } = rowOf(record);
    if (model !== undefined && !isUser(row)) {
      const [id, name] = [textOf(row.id), textOf(row.name)];
      const isGroup = model === GROUP_MODEL && id !== undefined && name !== undefined;
      if (isGroup && groupNames.size < GROUPS_MAX) groupNames.set(id, name);
      // The key of a session or of a token is a secret, so no id is told.
      return { kind: 'left-out', id: '', reason: { id: 'not-a-user', values: { what: model } } };
    }
    return readUser(row, joined, nameOf);
  };
}

/** A model of users of any name: all of them have these two. */
function isUser(row: JsonObject): boolean {
  return row.password !== undefined && row.last_login !== undefined;
}

function readUser(row: JsonObject, joined: Joined, nameOf: (groupId: string) => string): SourceReading {
  const id = cellOf(row.id) ?? cellOf(row.username) ?? '';
  const identities = findIdentities(row, joined);
  const address = chooseAddress(cellOf(row.email), identities);
  const groups = [
    ...new Set([...itemsOf(row.groups).flatMap((group) => groupOf(group, nameOf)), ...findRoles(id, joined)]),
  ];
  const links = identities.flatMap(linkOf);
  return {
    kind: 'user',
    user: {
      id,
      fields: {
        ...row,
        email: address.email,
        email_verified: address.isVerified ?? row.email_verified,
        name: cellOf(row.name) ?? joinNames(cellOf(row.first_name), cellOf(row.last_name)),
      },
      isVerifiedUnknown: address.isVerified === undefined && row.email_verified === undefined,
      isDisabled: isFalse(row.is_active),
      hash: readHash(cellOf(row.password) ?? ''),
      ...(groups.length === 0 ? {} : { groups }),
      ...(links.length === 0 ? {} : { links }),
    },
  };
}

/** A group is named by its id, or by a list of its name where the dump was made with natural keys. */
function groupOf(group: JsonValue, nameOf: (id: string) => string): readonly string[] {
  const name = textOf(itemsOf(group)[0]);
  if (name !== undefined) return [name];
  const id = textOf(group);
  return id === undefined ? [] : [nameOf(id)];
}

function readIdentity(row: JsonObject): JoinedRow | undefined {
  // With natural keys, `["ann"]` is the user.
  const name = textOf(itemsOf(row.user)[0]);
  const id = cellOf(row.user_id) ?? cellOf(row.user);
  const key = name !== undefined ? nameKey(name) : id !== undefined ? idKey(id) : undefined;
  const [email, provider, uid] = [cellOf(row.email), cellOf(row.provider), cellOf(row.uid)];
  if (key === undefined) return undefined;
  if (provider !== undefined && uid !== undefined) return { keys: [key], kept: { provider, uid } };
  if (email === undefined || row.verified === undefined) return undefined;
  return { keys: [key], kept: { email, verified: isTrue(row.verified), primary: isTrue(row.primary) } };
}

const NOTHING: readonly JsonObject[] = [];

function findIdentities(row: JsonObject, joined: Joined): readonly JsonObject[] {
  if (!joined.has('identities')) return NOTHING;
  const [id, username] = [cellOf(row.id), cellOf(row.username)];
  return [
    ...(id === undefined ? NOTHING : joined.find('identities', idKey(id))),
    ...(username === undefined ? NOTHING : joined.find('identities', nameKey(username))),
  ];
}

function idKey(id: string): string {
  return `id ${id}`;
}

function nameKey(name: string): string {
  return `name ${name}`;
}

interface Address {
  readonly email: string | undefined;
  /** Undefined if nothing says so. */
  readonly isVerified: boolean | undefined;
}

/** The address of the user if it is verified, else another one that is, the primary one first; else that of the user (R691). */
function chooseAddress(email: string | undefined, identities: readonly JsonObject[]): Address {
  const addresses = identities.filter((row) => row.email !== undefined);
  const own = addresses.find((row) => textOf(row.email)?.toLowerCase() === email?.toLowerCase());
  const verified = addresses.filter((row) => row.verified === true);
  const isOwnVerified = own?.verified === true;
  const other = verified.find((row) => row.primary === true) ?? verified[0];
  if (isOwnVerified) return { email, isVerified: true };
  if (other !== undefined) return { email: textOf(other.email), isVerified: true };
  if (email !== undefined) return { email, isVerified: own === undefined ? undefined : false };
  const primary = addresses.find((row) => row.primary === true) ?? addresses[0];
  return { email: textOf(primary?.email), isVerified: primary === undefined ? undefined : false };
}

function linkOf(row: JsonObject): readonly UserLink[] {
  const [provider, id] = [textOf(row.provider), textOf(row.uid)];
  return provider === undefined || id === undefined ? [] : [{ provider, id }];
}
