import { createHash } from 'node:crypto';
import { deriveUserKeys, type KeySettings } from './derive-user-keys.ts';
import type { Attributes, UserKeys } from './user.ts';

/** The keys of a user as the store has them. */
export function userKeys(settings: KeySettings, username: string, attributes: Attributes): UserKeys {
  return deriveUserKeys(settings, username, attributes, digestKey);
}

/** What the store has in place of a key that is too long for its indexes. */
export function digestKey(key: string): string {
  return `sha256:${createHash('sha256').update(key).digest('hex')}`;
}
