import { type HashVerdict, NO_HASH } from '../hashes/hash-verdict.ts';
import { readFirebaseHash } from '../hashes/read-firebase-hash.ts';
import { column, type Mapping } from '../mapping/mapping.ts';
import { itemsOf, type JsonObject, membersOf, parseJsonText, textOf } from '../records/json.ts';
import { splitFirebaseLine } from './firebase-csv.ts';
import type { Source, SourceReading, UserLink } from './source.ts';

const MAPPING: Mapping = {
  username: column('localId'),
  aliases: ['email', 'phone_number'],
  attributes: {
    email: column('email'),
    email_verified: column('emailVerified'),
    phone_number: column('phoneNumber'),
    // Firebase takes no number that was not verified.
    phone_number_verified: { constant: 'true' },
    name: column('displayName'),
    picture: column('photoUrl'),
    'custom:created_at': column('createdAt', { date: 'epoch_ms' }),
  },
};

/** Providers and the columns of the CSV file with the id there. */
const CSV_LINKS = [
  ['google.com', 'googleId'],
  ['facebook.com', 'facebookId'],
  ['twitter.com', 'twitterId'],
  ['github.com', 'githubId'],
] as const;

/** In the order of `firebase auth:export`, which writes no header and a delimiter at the end of each line. */
const CSV_COLUMNS = [
  'localId',
  'email',
  'emailVerified',
  'passwordHash',
  'salt',
  'displayName',
  'photoUrl',
  ...CSV_LINKS.flatMap(([, id]) => {
    const provider = id.slice(0, -2);
    return [id, `${provider}Email`, `${provider}DisplayName`, `${provider}PhotoUrl`];
  }),
  'createdAt',
  'lastSignedInAt',
  'phoneNumber',
  'disabled',
  'customAttributes',
];

/** `firebase auth:export`, as JSON and as CSV. */
export const firebase: Source = {
  name: 'firebase',
  title: 'Firebase Authentication',
  kinds: ['kind-firebase-json', 'kind-firebase-csv'],
  exports: [],
  lists: ['users'],
  csv: { columns: CSV_COLUMNS, splitLine: (line) => splitFirebaseLine(line, CSV_COLUMNS.length) },
  mappingOf: () => MAPPING,
  ownData: { names: ['customAttributes'], read: ['customAttributes.roles', 'customAttributes.groups'] },
  open: () => readUser,
};

function readUser(record: JsonObject): SourceReading {
  const id = textOf(record.localId) ?? '';
  const links = linksOf(record);
  const isAnonymous =
    textOf(record.email) === undefined && textOf(record.phoneNumber) === undefined && links.length === 0;
  if (isAnonymous) return { kind: 'left-out', id, reason: { id: 'user-anonymous' } };
  const claims = parseJsonText(record.customAttributes);
  const groups = groupsOf(membersOf(claims));
  return {
    kind: 'user',
    user: {
      id,
      fields: claims === undefined ? record : { ...record, customAttributes: claims },
      isDisabled: record.disabled === true || record.disabled === 'true',
      hash: hashOf(record),
      ...(groups.length === 0 ? {} : { groups }),
      ...(links.length === 0 ? {} : { links }),
    },
  };
}

function hashOf({ passwordHash }: JsonObject): HashVerdict {
  return typeof passwordHash === 'string' ? readFirebaseHash(passwordHash) : NO_HASH;
}

const NO_LINKS: readonly UserLink[] = [];
/** Ways of Firebase itself. */
const OWN_PROVIDERS: readonly string[] = ['password', 'phone'];

function linksOf(record: JsonObject): readonly UserLink[] {
  const infos = itemsOf(record.providerUserInfo);
  if (infos.length > 0) {
    return infos.flatMap((info) => {
      const { providerId, rawId } = membersOf(info);
      const id = textOf(rawId);
      if (typeof providerId !== 'string' || OWN_PROVIDERS.includes(providerId) || id === undefined) return NO_LINKS;
      return [{ provider: providerId, id }];
    });
  }
  if (record.googleId === undefined) return NO_LINKS;
  return CSV_LINKS.flatMap(([provider, name]) => {
    const id = textOf(record[name]);
    return id === undefined ? NO_LINKS : [{ provider, id }];
  });
}

const NO_GROUPS: readonly string[] = [];

/** Custom claims are JSON in a text; their members `roles` and `groups` are lists by convention. */
function groupsOf({ roles, groups }: JsonObject): readonly string[] {
  if (roles === undefined && groups === undefined) return NO_GROUPS;
  return [...itemsOf(groups), ...itemsOf(roles)].filter((name) => typeof name === 'string');
}
