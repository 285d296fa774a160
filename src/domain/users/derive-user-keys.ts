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

/** The keys of a user with these attributes. `username` is the stored one. */
export type UserKeysOf = (username: string, attributes: KeyAttributes) => UserKeys;

/**
 * The keys of the users of a pool, derived here only. A username attribute always has a key; an alias only while it is verified (R225),
 * except `preferred_username`, of which there is nothing to verify (R226).
 */
export function compileUserKeys(settings: KeySettings, digestKey: DigestKey): UserKeysOf {
  const { usernameAttributes, aliasAttributes, caseSensitiveUsernames } = settings;
  const [isEmailUsername, isEmailAlias] = [usernameAttributes.includes('email'), aliasAttributes.includes('email')];
  const isPhoneUsername = usernameAttributes.includes('phone_number');
  const isPhoneAlias = aliasAttributes.includes('phone_number');
  const isPreferredAlias = aliasAttributes.includes('preferred_username');

  function keyOf(hasKey: boolean, value: string | undefined): string | null {
    if (!hasKey || value === undefined) return null;
    return shortenKey(comparisonKey(value, caseSensitiveUsernames), digestKey);
  }

  return (username, { email, email_verified, phone_number, phone_number_verified, preferred_username }) => ({
    usernameKey: comparisonKey(username, caseSensitiveUsernames),
    emailKey: keyOf(isEmailUsername || (isEmailAlias && email_verified === 'true'), email),
    phoneKey: keyOf(isPhoneUsername || (isPhoneAlias && phone_number_verified === 'true'), phone_number),
    preferredUsernameKey: keyOf(isPreferredAlias, preferred_username),
  });
}

/** The keys of one user: {@link compileUserKeys} for many. */
export function deriveUserKeys(
  settings: KeySettings,
  username: string,
  attributes: KeyAttributes,
  digestKey: DigestKey,
): UserKeys {
  return compileUserKeys(settings, digestKey)(username, attributes);
}

/** An alias that long is never used to find a user, but no two users may have it: its digest is as unique. */
function shortenKey(key: string, digestKey: DigestKey): string {
  if (3 * key.length <= KEY_BYTES_MAX || encodeUtf8(key).length <= KEY_BYTES_MAX) return key;
  return digestKey(key);
}
