import { comparisonKey } from './comparison-key.ts';
import type { Attributes } from './user.ts';
import type { UserPoolSettings } from './user-pool.ts';

type AttributeKeys = {
  readonly emailKey: string | null;
  readonly phoneKey: string | null;
  readonly preferredUsernameKey: string | null;
};

const NO_KEYS: AttributeKeys = { emailKey: null, phoneKey: null, preferredUsernameKey: null };

/**
 * The keys that a user's attributes give it: an attribute counts if it is a user name attribute of the pool, or an alias and
 * verified (R222, R224, R225). `preferred_username` needs no verification (R226).
 */
export function attributeKeys(settings: UserPoolSettings, attributes: Attributes): AttributeKeys {
  const { usernameAttributes, aliasAttributes, caseSensitiveUsernames } = settings;
  if (usernameAttributes.length === 0 && aliasAttributes.length === 0) return NO_KEYS;
  const keyOf = (name: 'email' | 'phone_number', verified: string): string | null => {
    const value = attributes[name];
    if (value === undefined) return null;
    const counts =
      usernameAttributes.includes(name) || (aliasAttributes.includes(name) && attributes[verified] === 'true');
    return counts ? comparisonKey(value, caseSensitiveUsernames) : null;
  };
  const preferred = aliasAttributes.includes('preferred_username') ? attributes.preferred_username : undefined;
  return {
    emailKey: keyOf('email', 'email_verified'),
    phoneKey: keyOf('phone_number', 'phone_number_verified'),
    preferredUsernameKey: preferred === undefined ? null : comparisonKey(preferred, caseSensitiveUsernames),
  };
}

/** The key of a user name, or of anything a client gives to find a user by. */
export function usernameKey(settings: UserPoolSettings, username: string): string {
  return comparisonKey(username, settings.caseSensitiveUsernames);
}
