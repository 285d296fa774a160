import { comparisonKey } from './comparison-key.ts';
import type { Attributes, UserKeys } from './user.ts';
import type { UserPoolSettings } from './user-pool.ts';

type KeySettings = Pick<UserPoolSettings, 'usernameAttributes' | 'aliasAttributes' | 'caseSensitiveUsernames'>;

/**
 * The keys of a user, made here only. `username` is the stored one. A username attribute always has a key; an alias only while it is
 * verified (R225), except `preferred_username`, of which there is nothing to verify (R226).
 */
export function userKeys(settings: KeySettings, username: string, attributes: Attributes): UserKeys {
  const { usernameAttributes, aliasAttributes, caseSensitiveUsernames } = settings;

  function contactKey(name: 'email' | 'phone_number'): string | null {
    const value = attributes[name];
    if (value === undefined) return null;
    const isVerified = attributes[`${name}_verified`] === 'true';
    if (!usernameAttributes.includes(name) && !(isVerified && aliasAttributes.includes(name))) return null;
    return comparisonKey(value, caseSensitiveUsernames);
  }

  const preferred = aliasAttributes.includes('preferred_username') ? attributes.preferred_username : undefined;
  return {
    usernameKey: comparisonKey(username, caseSensitiveUsernames),
    emailKey: contactKey('email'),
    phoneKey: contactKey('phone_number'),
    preferredUsernameKey: preferred === undefined ? null : comparisonKey(preferred, caseSensitiveUsernames),
  };
}
