import { encodeUtf8 } from '../../base/text/utf8.ts';
import type { UserPoolSettings } from '../pools/user-pool.ts';
import { comparisonKey } from './comparison-key.ts';
import type { UserKeys } from './user.ts';

export type KeySettings = Pick<UserPoolSettings, 'usernameAttributes' | 'aliasAttributes' | 'caseSensitiveUsernames'>;

type KeyAttribute = 'email' | 'email_verified' | 'phone_number' | 'phone_number_verified' | 'preferred_username';

/** Attributes that keys are made of. */
export type KeyAttributes = Readonly<Partial<Record<KeyAttribute, string | undefined>>>;

/** A shorter text in place of a key that is too long for an index; different for each key. */
export type DigestKey = (key: string) => string;

/**
 * UTF-8 bytes that an index takes in one entry, on every engine. No user name is that long, and no value in ASCII (R192): only those who
 * judge other characters need to ask.
 */
const KEY_BYTES_MAX = 2_560;

/**
 * The keys of a user, derived here only. `username` is the stored one. A username attribute always has a key; an alias only while it is
 * verified (R225), except `preferred_username`, of which there is nothing to verify (R226).
 */
export function deriveUserKeys(
  settings: KeySettings,
  username: string,
  attributes: KeyAttributes,
  digestKey: DigestKey,
): UserKeys {
  const { usernameAttributes, aliasAttributes, caseSensitiveUsernames } = settings;

  function contactKey(name: 'email' | 'phone_number'): string | null {
    const value = attributes[name];
    if (value === undefined) return null;
    const isVerified = attributes[`${name}_verified`] === 'true';
    if (!usernameAttributes.includes(name) && !(isVerified && aliasAttributes.includes(name))) return null;
    return shortenKey(comparisonKey(value, caseSensitiveUsernames), digestKey);
  }

  const preferred = aliasAttributes.includes('preferred_username') ? attributes.preferred_username : undefined;
  return {
    usernameKey: comparisonKey(username, caseSensitiveUsernames),
    emailKey: contactKey('email'),
    phoneKey: contactKey('phone_number'),
    preferredUsernameKey:
      preferred === undefined ? null : shortenKey(comparisonKey(preferred, caseSensitiveUsernames), digestKey),
  };
}

/** An alias that long is never used to find a user, but no two users may have it: its digest is as unique. */
function shortenKey(key: string, digestKey: DigestKey): string {
  if (3 * key.length <= KEY_BYTES_MAX || encodeUtf8(key).length <= KEY_BYTES_MAX) return key;
  return digestKey(key);
}
