import { readFusionAuthHash } from '../hashes/read-fusionauth-hash.ts';
import { column, type Mapping } from '../mapping/mapping.ts';
import { itemsOf, type JsonObject, membersOf, textOf } from '../records/json.ts';
import { joinNames, toLanguageTag } from './name-parts.ts';
import type { Source, SourceReading } from './source.ts';

const MAPPING: Mapping = {
  username: column(['id', 'username']),
  aliases: ['email', 'phone_number'],
  attributes: {
    email: column('email'),
    email_verified: column('verified'),
    phone_number: column(['phoneNumber', 'mobilePhone']),
    // Of the identity with that number.
    phone_number_verified: column('phoneVerified'),
    name: column('fullName'),
    given_name: column('firstName'),
    middle_name: column('middleName'),
    family_name: column('lastName'),
    preferred_username: column(['username', 'uniqueUsername']),
    birthdate: column('birthDate', { date: 'iso' }),
    locale: column('locale'),
    zoneinfo: column('timezone'),
    picture: column('imageUrl'),
    'custom:created_at': column('insertInstant', { date: 'epoch_ms' }),
  },
};

/** Answers of the API, which have no hashes, and import files or rows of the database, which have. */
export const fusionauth: Source = {
  name: 'fusionauth',
  title: 'FusionAuth',
  kinds: ['kind-fusionauth-json'],
  exports: [],
  lists: ['users'],
  mappingOf: () => MAPPING,
  ownData: { names: ['data'] },
  open:
    ({ nowMs }) =>
    (record) =>
      readUser(record, nowMs),
};

function readUser(record: JsonObject, nowMs: number): SourceReading {
  const groups = groupsOf(record);
  const mfa = mfaOf(record);
  const { firstName, middleName, lastName, fullName, expiry } = record;
  return {
    kind: 'user',
    user: {
      id: textOf(record.id) ?? textOf(record.email) ?? '',
      fields: {
        ...record,
        fullName: textOf(fullName) ?? joinNames(textOf(firstName), textOf(middleName), textOf(lastName)),
        locale: toLanguageTag(textOf(itemsOf(record.preferredLanguages)[0])),
        verified: isVerified(record, 'email', textOf(record.email)) ?? record.verified,
        phoneVerified: isVerified(record, 'phoneNumber', textOf(record.phoneNumber) ?? textOf(record.mobilePhone)),
      },
      isDisabled: record.active === false || (typeof expiry === 'number' && expiry <= nowMs),
      hash: readFusionAuthHash(record),
      ...(groups.length === 0 ? {} : { groups }),
      ...(mfa === undefined ? {} : { mfa }),
    },
  };
}

/** What the identity of that kind and value says; undefined if there is none, as in older releases. */
function isVerified(record: JsonObject, type: string, value: string | undefined): boolean | undefined {
  const identity = itemsOf(record.identities)
    .map(membersOf)
    .find((one) => one.type === type && one.value === value);
  return identity === undefined ? undefined : identity.verified === true;
}

/** Groups by their id, which is all that a membership has, and the roles in applications. */
function groupsOf({ memberships, registrations }: JsonObject): readonly string[] {
  const names = [
    ...itemsOf(memberships).map((membership) => textOf(membersOf(membership).groupId)),
    ...itemsOf(registrations).flatMap((registration) => itemsOf(membersOf(registration).roles).map(textOf)),
  ];
  return [...new Set(names.filter((name) => name !== undefined))];
}

function mfaOf({ twoFactor }: JsonObject): 'SMS' | 'TOTP' | undefined {
  const methods = itemsOf(membersOf(twoFactor).methods).map((item) => membersOf(item).method);
  if (methods.includes('authenticator')) return 'TOTP';
  return methods.includes('sms') ? 'SMS' : undefined;
}
