import { createHash } from 'node:crypto';
import type { UserPoolSettings } from '../pools/user-pool.ts';
import { comparisonKey } from './comparison-key.ts';
import type { Attributes, UserKeys } from './user.ts';

type KeySettings = Pick<UserPoolSettings, 'usernameAttributes' | 'aliasAttributes' | 'caseSensitiveUsernames'>;

/**
 * UTF-8 bytes that an index entry can hold on every engine. No user name and no ASCII value is that long (R192), so that only other
 * characters need the check.
 */
const KEY_BYTES_MAX = 2_560;

/**
 * The keys of a user; no other code makes them. `username` is the stored one. A username attribute always has a key, an alias only
 * while it is verified (R225); `preferred_username` needs no verification (R226).
 */
export function userKeys(settings: KeySettings, username: string, attributes: Attributes): UserKeys {
  const { usernameAttributes, aliasAttributes, caseSensitiveUsernames } = settings;

  function contactKey(name: 'email' | 'phone_number'): string | null {
    const value = attributes[name];
    if (value === undefined) return null;
    const isVerified = attributes[`${name}_verified`] === 'true';
    if (!usernameAttributes.includes(name) && !(isVerified && aliasAttributes.includes(name))) return null;
    return shortKey(comparisonKey(value, caseSensitiveUsernames));
  }

  const preferred = aliasAttributes.includes('preferred_username') ? attributes.preferred_username : undefined;
  return {
    usernameKey: comparisonKey(username, caseSensitiveUsernames),
    emailKey: contactKey('email'),
    phoneKey: contactKey('phone_number'),
    preferredUsernameKey: preferred === undefined ? null : shortKey(comparisonKey(preferred, caseSensitiveUsernames)),
  };
}

/** A longer alias is not used to find a user, but must still be unique: its digest is the key. */
function shortKey(key: string): string {
  if (3 * key.length <= KEY_BYTES_MAX || Buffer.byteLength(key) <= KEY_BYTES_MAX) return key;
  return `sha256:${createHash('sha256').update(key).digest('hex')}`;
}
