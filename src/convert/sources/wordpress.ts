import { readHash } from '../hashes/read-hash.ts';
import type { Joined, JoinedRow, SourceJoin } from '../joins/joined.ts';
import { column, type Mapping } from '../mapping/mapping.ts';
import type { JsonObject } from '../records/json.ts';
import { toLanguageTag } from './name-parts.ts';
import { readPhpRoles } from './php-roles.ts';
import type { Source, SourceContext, SourceReading } from './source.ts';
import { cellOf, isTrue, NULL_WORDS } from './table-values.ts';

const MAPPING: Mapping = {
  // A login may have spaces, or be an address; the other two cannot.
  username: column(['user_login', 'user_nicename', 'ID']),
  aliases: ['email'],
  attributes: {
    email: column('user_email'),
    name: column('display_name'),
    given_name: column('first_name'),
    family_name: column('last_name'),
    nickname: column('nickname'),
    locale: column('locale'),
    website: column('user_url'),
    'custom:created_at': column('user_registered'),
    'custom:wordpress_id': column('ID'),
  },
  blank: NULL_WORDS,
};

/** Keys of `wp_usermeta` that become attributes. */
const ATTRIBUTE_KEYS: ReadonlySet<string> = new Set(['first_name', 'last_name', 'nickname', 'locale']);
/** `wp_capabilities`: the roles, under the prefix of the tables; each site of a network has its own, `wp_2_capabilities`. */
const ROLES_KEY = /_capabilities$/;

/** `wp_usermeta`: a key and a value of a user in each row, sessions and other secrets among them. */
const USERMETA: SourceJoin = {
  lists: [],
  needs: 'a user_id, a meta_key and a meta_value',
  known: { title: "WordPress's table of metadata", members: ['user_id', 'meta_key', 'meta_value'] },
  read: readMeta,
};

/** The table `wp_users`, or `wp user list`. */
export const wordpress: Source = {
  name: 'wordpress',
  title: 'WordPress',
  kinds: ['kind-wordpress-json'],
  exports: ['export-wordpress'],
  lists: [],
  mappingOf: () => MAPPING,
  joins: { usermeta: USERMETA },
  open: (context) => (record) => readUser(record, context),
};

function readUser(record: JsonObject, { joined }: SourceContext): SourceReading {
  const id = cellOf(record.ID) ?? cellOf(record.user_login) ?? '';
  // A network of sites keeps users who were deleted or marked as spam.
  if (isTrue(record.deleted)) return { kind: 'left-out', id, reason: { id: 'user-deleted' } };
  const meta = findMeta(id, joined);
  const groups = [...new Set([...rolesOfList(cellOf(record.roles)), ...meta.roles])];
  return {
    kind: 'user',
    user: {
      id,
      fields: {
        ...record,
        display_name: unescapeName(cellOf(record.display_name)),
        first_name: unescapeName(cellOf(record.first_name) ?? meta.values.get('first_name')),
        last_name: unescapeName(cellOf(record.last_name) ?? meta.values.get('last_name')),
        nickname: unescapeName(cellOf(record.nickname) ?? meta.values.get('nickname')),
        locale: toLanguageTag(cellOf(record.locale) ?? meta.values.get('locale')),
        user_registered: toUtc(cellOf(record.user_registered)),
      },
      isDisabled: isTrue(record.spam),
      hash: readHash(cellOf(record.user_pass) ?? ''),
      ...(groups.length === 0 ? {} : { groups }),
    },
  };
}

interface Meta {
  readonly values: ReadonlyMap<string, string>;
  readonly roles: readonly string[];
}

const NO_META: Meta = { values: new Map(), roles: [] };

function readMeta(record: JsonObject): JoinedRow | undefined {
  const [userId, key, value] = [cellOf(record.user_id), cellOf(record.meta_key), cellOf(record.meta_value)];
  if (userId === undefined || key === undefined || value === undefined) return undefined;
  if (!ATTRIBUTE_KEYS.has(key) && !ROLES_KEY.test(key)) return undefined;
  return { keys: [userId], kept: { key, value } };
}

function findMeta(userId: string, joined: Joined): Meta {
  const rows = joined.has('usermeta') ? joined.find('usermeta', userId) : [];
  if (rows.length === 0) return NO_META;
  const values = new Map<string, string>();
  const roles: string[] = [];
  for (const row of rows) {
    const [key, value] = [cellOf(row.key) ?? '', cellOf(row.value) ?? ''];
    if (ROLES_KEY.test(key)) roles.push(...readPhpRoles(value));
    else values.set(key, value);
  }
  return { values, roles };
}

/** `editor,author`, as `wp user list` writes it. */
function rolesOfList(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
]);

/** WordPress keeps names as HTML: `Tom &amp; Co` (R690). */
function unescapeName(name: string | undefined): string | undefined {
  return name?.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES.get(entity) ?? entity);
}

/** `2020-01-02 03:04:05` is UTC; a row without a time has zeros. */
function toUtc(time: string | undefined): string | undefined {
  if (time === undefined || time.startsWith('0000-')) return undefined;
  return time.replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/, '$1T$2Z');
}
