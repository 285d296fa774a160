import type { HashVerdict } from '../hashes/hash-verdict.ts';
import { readAuth0Hash } from '../hashes/read-auth0-hash.ts';
import { readHash } from '../hashes/read-hash.ts';
import type { Joined } from '../joins/joined.ts';
import { column, type Mapping } from '../mapping/mapping.ts';
import { itemsOf, type JsonObject, membersOf, textOf } from '../records/json.ts';
import { auth0Hashes, findAuth0Hash } from './auth0-hashes.ts';
import type { Source, SourceReading, UserLink } from './source.ts';

const MAPPING: Mapping = {
  username: column('user_id'),
  aliases: ['email', 'phone_number'],
  attributes: {
    email: column('email'),
    email_verified: column('email_verified'),
    phone_number: column('phone_number'),
    phone_number_verified: column('phone_verified'),
    name: column('name'),
    given_name: column('given_name'),
    family_name: column('family_name'),
    nickname: column('nickname'),
    picture: column('picture'),
    gender: column('gender'),
    locale: column('locale'),
    'custom:created_at': column('created_at'),
  },
};

/** What Auth0 itself says of a user, and no attribute is made of. */
const OWN_MEMBERS = ['username', 'updated_at', 'last_login', 'last_ip', 'logins_count', 'last_password_reset'];

/** NDJSON of an export job, its CSV, and the JSON array of an import, which may have hashes. */
export const auth0: Source = {
  name: 'auth0',
  title: 'Auth0',
  kinds: ['kind-auth0-json'],
  exports: ['export-auth0'],
  lists: ['users'],
  // Each text is written with one apostrophe before it, so that no spreadsheet takes it for a formula.
  csv: { readValue: (value) => (value.startsWith("'") ? value.slice(1) : value) },
  mappingOf: () => MAPPING,
  joins: { hashes: auth0Hashes },
  ownData: { names: ['app_metadata', 'user_metadata'], read: ['app_metadata.roles'], members: OWN_MEMBERS },
  open:
    ({ joined }) =>
    (record) =>
      readUser(record, joined),
};

function readUser(record: JsonObject, joined: Joined): SourceReading {
  const id = textOf(record.user_id) ?? textOf(record.email) ?? '';
  const roles = itemsOf(membersOf(record.app_metadata).roles);
  const groups = roles.length === 0 ? undefined : roles.filter((role) => typeof role === 'string');
  const links = linksOf(record);
  const hash = hashOf(record) ?? findAuth0Hash(record, joined);
  return {
    kind: 'user',
    user: {
      id,
      fields: record,
      isDisabled: record.blocked === true || record.blocked === 'true',
      hash,
      groups,
      mfa: itemsOf(record.multifactor).length > 0 ? 'TOTP' : undefined,
      links,
    },
  };
}

/** Of the form in which Auth0 imports users, which some keep. */
function hashOf(record: JsonObject): HashVerdict | undefined {
  const text = textOf(record.password_hash) ?? textOf(record.passwordHash);
  if (text !== undefined) return readHash(text);
  return record.custom_password_hash === undefined ? undefined : readAuth0Hash(record.custom_password_hash);
}

/** Providers that are Auth0 itself: its databases, and codes that it sends. */
const OWN_PROVIDERS: readonly string[] = ['auth0', 'email', 'sms'];
const NO_LINKS: readonly UserLink[] = [];

/** Accounts at other providers. Their access tokens are not looked at. */
function linksOf(record: JsonObject): readonly UserLink[] {
  const identities = itemsOf(record.identities);
  if (identities.length === 0) return NO_LINKS;
  const links: UserLink[] = [];
  for (const identity of identities) {
    const { provider, user_id } = membersOf(identity);
    const id = textOf(user_id);
    if (typeof provider !== 'string' || OWN_PROVIDERS.includes(provider) || id === undefined) continue;
    links.push({ provider, id });
  }
  return links;
}
