import { readOktaHash } from '../hashes/read-okta-hash.ts';
import { column, listColumns, type Mapping } from '../mapping/mapping.ts';
import { isJsonObject, type JsonObject, membersOf, textOf } from '../records/json.ts';
import { joinNames, toLanguageTag } from './name-parts.ts';
import type { Source, SourceReading } from './source.ts';

/** Okta does not say whether an address is verified, so nobody is unless its owner says so. */
const MAPPING: Mapping = {
  username: column(['id', 'login']),
  aliases: ['email'],
  attributes: {
    email: column('email'),
    phone_number: column('mobilePhone'),
    // `fullName` is made of the two names.
    name: column(['displayName', 'fullName']),
    given_name: column('firstName'),
    middle_name: column('middleName'),
    family_name: column('lastName'),
    nickname: column('nickName'),
    preferred_username: column('login'),
    locale: column(['locale', 'preferredLanguage']),
    zoneinfo: column('timezone'),
    profile: column('profileUrl'),
    address: { template: '{streetAddress} {zipCode} {city} {state} {countryCode}' },
    'custom:created_at': column('created'),
  },
};

/** CSV files may have no id. Then users sign in by their address: a login that looks like one cannot be a name beside it. */
const MAPPING_WITHOUT_ID: Mapping = { username: column('email'), attributes: MAPPING.attributes };

const MAPPED = listColumns(MAPPING);

/** May not sign in. */
const DISABLED: ReadonlySet<string> = new Set(['SUSPENDED', 'DEPROVISIONED']);

/** Answers of `GET /api/v1/users`, the form in which Okta imports users, and CSV files with the members of a profile. */
export const okta: Source = {
  name: 'okta',
  title: 'Okta',
  kinds: ['kind-okta-json'],
  exports: ['export-okta'],
  lists: ['users'],
  mappingOf: (columns) => (columns.length === 0 || columns.includes('id') ? MAPPING : MAPPING_WITHOUT_ID),
  ownData: { names: ['profile'], read: MAPPED.map((name) => `profile.${name}`) },
  open: () => readUser,
};

function readUser(record: JsonObject): SourceReading {
  const profile = isJsonObject(record.profile) ? record.profile : record;
  const { id, status, created } = record;
  const fields: JsonObject = {
    ...profile,
    profile: record.profile,
    id,
    created,
    locale: toLanguageTag(textOf(profile.locale)),
    fullName: joinNames(textOf(profile.firstName), textOf(profile.lastName)),
  };
  return {
    kind: 'user',
    user: {
      id: textOf(id) ?? textOf(profile.login) ?? '',
      fields,
      isDisabled: typeof status === 'string' && DISABLED.has(status.toUpperCase()),
      hash: readOktaHash(membersOf(record.credentials).password),
    },
  };
}
