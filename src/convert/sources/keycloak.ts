import { readKeycloakHash } from '../hashes/read-keycloak-hash.ts';
import { column, type Mapping } from '../mapping/mapping.ts';
import { itemsOf, type JsonObject, type JsonValue, membersOf, textOf } from '../records/json.ts';
import type { Source, SourceReading, UserLink } from './source.ts';

const MAPPING: Mapping = {
  username: column(['username', 'id']),
  aliases: ['email'],
  attributes: {
    email: column('email'),
    email_verified: column('emailVerified'),
    // Attributes are lists. These names are those that Keycloak's own mappers read.
    phone_number: column('attributes.phoneNumber[0]'),
    phone_number_verified: column('attributes.phoneNumberVerified[0]'),
    locale: column('attributes.locale[0]'),
    name: { template: '{firstName} {lastName}' },
    given_name: column('firstName'),
    family_name: column('lastName'),
    'custom:created_at': column('createdTimestamp', { date: 'epoch_ms' }),
    'custom:keycloak_id': column('id'),
  },
};

/** Roles that every user of a realm has. */
const DEFAULT_ROLES = /^(?:offline_access|uma_authorization|default-roles-.*)$/;
const SERVICE_ACCOUNT = 'service-account-';

/** `kc.sh export`: files of users, or of whole realms. */
export const keycloak: Source = {
  name: 'keycloak',
  title: 'Keycloak',
  kinds: ['kind-keycloak-json', 'kind-keycloak-realm'],
  exports: [],
  lists: ['users', 'federatedUsers'],
  mappingOf: () => MAPPING,
  ownData: { names: ['attributes'] },
  emptyAdvice:
    'A partial export from the console has none: stop Keycloak, and export with kc.sh export --dir DIR --users different_files.',
  open: () => readUser,
};

function readUser(record: JsonObject): SourceReading {
  const id = textOf(record.id) ?? textOf(record.username) ?? '';
  const username = textOf(record.username) ?? '';
  if (username === '' && record.realm !== undefined) {
    return { kind: 'left-out', id, reason: { id: 'not-a-user', values: { what: 'a realm' } } };
  }
  if (textOf(record.serviceAccountClientId) !== undefined || username.startsWith(SERVICE_ACCOUNT)) {
    return { kind: 'left-out', id, reason: { id: 'user-of-service' } };
  }
  const groups = groupsOf(record);
  const links = itemsOf(record.federatedIdentities).flatMap(linkOf);
  return {
    kind: 'user',
    user: {
      id,
      fields: record,
      isDisabled: record.enabled === false,
      hash: readKeycloakHash(record.credentials),
      ...(groups.length === 0 ? {} : { groups }),
      ...(hasOneTimePassword(record) ? { mfa: 'TOTP' as const } : {}),
      ...(links.length === 0 ? {} : { links }),
    },
  };
}

/** Groups are paths, `/staff/editors`; the roles of the realm are groups of a pool too. */
function groupsOf({ groups, realmRoles }: JsonObject): readonly string[] {
  const names = [
    ...itemsOf(groups).map((path) => textOf(path)?.replace(/^\//, '')),
    ...itemsOf(realmRoles)
      .map(textOf)
      .filter((role) => role !== undefined && !DEFAULT_ROLES.test(role)),
  ];
  return [...new Set(names.filter((name) => name !== undefined && name !== ''))] as readonly string[];
}

function hasOneTimePassword({ totp, credentials }: JsonObject): boolean {
  return (
    totp === true || itemsOf(credentials).some((credential) => ONE_TIME.includes(membersOf(credential).type ?? null))
  );
}

const ONE_TIME: readonly JsonValue[] = ['otp', 'totp', 'hotp'];

function linkOf(identity: JsonValue): readonly UserLink[] {
  const { identityProvider, userId } = membersOf(identity);
  const id = textOf(userId);
  return typeof identityProvider === 'string' && id !== undefined ? [{ provider: identityProvider, id }] : [];
}
