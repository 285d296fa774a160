import { readHash } from '../hashes/read-hash.ts';
import type { Joined, JoinedRow, SourceJoin } from '../joins/joined.ts';
import { readIsoMs } from '../mapping/convert-date.ts';
import { column, type Mapping } from '../mapping/mapping.ts';
import { itemsOf, type JsonObject, type JsonValue, membersOf, parseJsonText, textOf } from '../records/json.ts';
import type { Source, SourceContext, SourceReading, UserLink } from './source.ts';

/** As NULL is written by COPY, and by other ways to make a CSV file. */
const NULL_WORDS = ['\\N', 'NULL', 'null'];

const meta = (...names: readonly string[]) => column(names.map((name) => `raw_user_meta_data.${name}`));

const MAPPING: Mapping = {
  username: column('id'),
  aliases: ['email', 'phone_number'],
  attributes: {
    email: column('email'),
    email_verified: column('email_confirmed_at', { timestamp: true }),
    phone_number: column('phone'),
    phone_number_verified: column('phone_confirmed_at', { timestamp: true }),
    // What applications write there is up to them; these names are common.
    name: meta('full_name', 'name', 'display_name'),
    given_name: meta('first_name', 'given_name'),
    family_name: meta('last_name', 'family_name'),
    picture: meta('avatar_url', 'picture'),
    'custom:created_at': column('created_at'),
  },
  blank: NULL_WORDS,
};

/** `auth.identities`. */
const IDENTITIES: SourceJoin = {
  lists: ['identities'],
  needs: 'a user_id and a provider',
  known: { title: "Supabase's table of identities", members: ['user_id', 'provider', 'identity_data'] },
  read: readIdentity,
};

/** The table `auth.users`, as CSV or JSON. */
export const supabase: Source = {
  name: 'supabase',
  title: 'Supabase',
  kinds: ['kind-supabase-json'],
  exports: ['export-supabase'],
  lists: ['users'],
  mappingOf: () => MAPPING,
  ownData: {
    names: ['raw_user_meta_data', 'raw_app_meta_data'],
    read: [
      ...['roles', 'provider', 'providers'].map((name) => `raw_app_meta_data.${name}`),
      // Copies of what the row says itself.
      ...['sub', 'iss', 'email', 'email_verified', 'phone', 'phone_verified', 'provider_id'].map(
        (name) => `raw_user_meta_data.${name}`,
      ),
    ],
  },
  joins: { identities: IDENTITIES },
  open: (context) => (record) => readUser(record, context),
};

function readUser(record: JsonObject, { nowMs, joined }: SourceContext): SourceReading {
  const id = presentText(record.id) ?? '';
  if (presentText(record.deleted_at) !== undefined) return { kind: 'left-out', id, reason: { id: 'user-deleted' } };
  if (isTrue(record.is_anonymous)) return { kind: 'left-out', id, reason: { id: 'user-anonymous' } };
  const phone = presentText(record.phone);
  const appData = parseJsonText(record.raw_app_meta_data);
  const groups = itemsOf(membersOf(appData).roles).filter((role) => typeof role === 'string');
  const links = linksOf(id, joined);
  return {
    kind: 'user',
    user: {
      id,
      fields: {
        ...record,
        // Supabase stores it without the plus.
        phone: phone === undefined || phone.startsWith('+') ? phone : `+${phone}`,
        raw_user_meta_data: parseJsonText(record.raw_user_meta_data),
        raw_app_meta_data: appData,
      },
      isDisabled: isBanned(presentText(record.banned_until), nowMs),
      hash: readHash(presentText(record.encrypted_password) ?? ''),
      ...(groups.length === 0 ? {} : { groups }),
      ...(links.length === 0 ? {} : { links }),
    },
  };
}

/** A time that cannot be read, such as `infinity`, does not end. */
function isBanned(until: string | undefined, nowMs: number): boolean {
  return until !== undefined && (readIsoMs(until) ?? Number.POSITIVE_INFINITY) > nowMs;
}

function presentText(value: JsonValue | undefined): string | undefined {
  const text = textOf(value);
  return text === undefined || NULL_WORDS.includes(text) ? undefined : text;
}

function isTrue(value: JsonValue | undefined): boolean {
  return value === true || value === 'true' || value === 't';
}

function readIdentity(record: JsonObject): JoinedRow | undefined {
  const [userId, provider] = [textOf(record.user_id), textOf(record.provider)];
  if (userId === undefined || provider === undefined) return undefined;
  const id = presentText(record.provider_id) ?? textOf(membersOf(parseJsonText(record.identity_data)).sub) ?? '';
  return { keys: [userId], kept: { provider, id } };
}

/** Supabase itself. */
const OWN_PROVIDERS: ReadonlySet<string> = new Set(['email', 'phone']);
const NO_LINKS: readonly UserLink[] = [];

function linksOf(userId: string, joined: Joined): readonly UserLink[] {
  if (!joined.has('identities')) return NO_LINKS;
  return joined.find('identities', userId).flatMap((row) => {
    const [provider, id] = [textOf(row.provider), textOf(row.id)];
    return provider === undefined || id === undefined || OWN_PROVIDERS.has(provider) ? [] : [{ provider, id }];
  });
}
