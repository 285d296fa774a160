import { readClerkHash } from '../hashes/read-clerk-hash.ts';
import { column, type Mapping } from '../mapping/mapping.ts';
import { type JsonObject, type JsonValue, textOf } from '../records/json.ts';
import type { Source, SourceReading } from './source.ts';

const MAPPING: Mapping = {
  username: column('id'),
  aliases: ['email', 'phone_number'],
  attributes: {
    // These four are made of the primary address and number, and of the lists of verified ones.
    email: column('email'),
    email_verified: column('email_verified'),
    phone_number: column('phone_number'),
    phone_number_verified: column('phone_number_verified'),
    name: { template: '{first_name} {last_name}' },
    given_name: column('first_name'),
    family_name: column('last_name'),
    preferred_username: column('username'),
  },
};

/** The CSV file of the dashboard. */
export const clerk: Source = {
  name: 'clerk',
  title: 'Clerk',
  kinds: [],
  exports: ['export-clerk'],
  lists: [],
  mappingOf: () => MAPPING,
  ownData: { names: ['unverified_email_addresses', 'unverified_phone_numbers'] },
  open: () => readUser,
};

function readUser(record: JsonObject): SourceReading {
  const email = chooseContact(record.primary_email_address, record.verified_email_addresses);
  const phone = chooseContact(record.primary_phone_number, record.verified_phone_numbers);
  return {
    kind: 'user',
    user: {
      id: textOf(record.id) ?? '',
      fields: {
        ...record,
        email: email.value,
        email_verified: email.isVerified,
        phone_number: phone.value,
        phone_number_verified: phone.isVerified,
      },
      hash: readClerkHash(textOf(record.password_digest) ?? '', textOf(record.password_hasher) ?? ''),
      ...(textOf(record.totp_secret) === undefined ? {} : { mfa: 'TOTP' as const }),
    },
  };
}

interface Contact {
  readonly value: string | undefined;
  readonly isVerified: boolean;
}

/** The primary one if it is in the list of verified ones; else the first verified one; else the primary one, not verified (R763). */
function chooseContact(primaryValue: JsonValue | undefined, verifiedList: JsonValue | undefined): Contact {
  const primary = textOf(primaryValue)?.trim();
  const verified = (textOf(verifiedList) ?? '').split(/[,;\s]+/).filter((value) => value !== '');
  const isPrimaryVerified = primary !== undefined && verified.some((value) => isSame(value, primary));
  if (isPrimaryVerified || verified.length === 0) return { value: primary, isVerified: isPrimaryVerified };
  return { value: verified[0], isVerified: true };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
