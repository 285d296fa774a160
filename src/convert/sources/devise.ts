import { readHash } from '../hashes/read-hash.ts';
import type { JoinedRow, SourceJoin } from '../joins/joined.ts';
import { column, type Mapping } from '../mapping/mapping.ts';
import type { JsonObject } from '../records/json.ts';
import type { Source, SourceContext, SourceReading, UserLink } from './source.ts';
import { cellOf, isTrue, NULL_WORDS } from './table-values.ts';

const MAPPING: Mapping = {
  username: column('id'),
  aliases: ['email'],
  attributes: {
    email: column('email'),
    email_verified: column('confirmed_at', { timestamp: true }),
    // Devise itself has no names; these are common.
    name: column(['name', 'full_name']),
    given_name: column('first_name'),
    family_name: column('last_name'),
    'custom:created_at': column('created_at'),
  },
  blank: NULL_WORDS,
};
/** Where users sign in by a name of their own. */
const MAPPING_WITH_NAMES: Mapping = {
  ...MAPPING,
  username: column(['username', 'id']),
  attributes: { ...MAPPING.attributes, 'custom:devise_id': column('id') },
};

/** A table of accounts at other providers, as applications with OmniAuth have one. */
const IDENTITIES: SourceJoin = { lists: [], needs: 'a user_id, a provider and a uid', read: readIdentity };

/** The table of users of a Rails application with Devise. */
export const devise: Source = {
  name: 'devise',
  title: 'Devise (Rails)',
  kinds: ['kind-devise-json'],
  exports: ['export-devise'],
  lists: ['users'],
  mappingOf: (columns) => (columns.includes('username') ? MAPPING_WITH_NAMES : MAPPING),
  joins: { identities: IDENTITIES },
  open: (context) => (record) => readUser(record, context),
};

function readUser(record: JsonObject, { pepper, joined }: SourceContext): SourceReading {
  const id = cellOf(record.id) ?? cellOf(record.email) ?? '';
  if (cellOf(record.deleted_at) !== undefined) return { kind: 'left-out', id, reason: { id: 'user-deleted' } };
  const links = [...linkOf(record), ...(joined.has('identities') ? joined.find('identities', id).flatMap(linkOf) : [])];
  return {
    kind: 'user',
    user: {
      id,
      fields: record,
      isVerifiedUnknown: record.confirmed_at === undefined,
      isDisabled: cellOf(record.locked_at) !== undefined,
      hash: readHash(cellOf(record.encrypted_password) ?? '', { pepper }),
      ...(isTrue(record.otp_required_for_login) ? { mfa: 'TOTP' as const } : {}),
      ...(links.length === 0 ? {} : { links }),
    },
  };
}

function readIdentity(record: JsonObject): JoinedRow | undefined {
  const userId = cellOf(record.user_id);
  const [link] = linkOf(record);
  return userId === undefined || link === undefined
    ? undefined
    : { keys: [userId], kept: { provider: link.provider, uid: link.id } };
}

/** OmniAuth calls the id of the user there uid. */
function linkOf(record: JsonObject): readonly UserLink[] {
  const [provider, id] = [cellOf(record.provider), cellOf(record.uid)];
  return provider === undefined || id === undefined ? [] : [{ provider, id }];
}
