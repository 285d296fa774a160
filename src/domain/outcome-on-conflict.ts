import type { RecordOutcome } from './record-outcome.ts';
import type { UserPoolSettings } from './user-pool.ts';

/** Which key of a user, in the order in which they are looked at (R271), is held by another user. */
export type TakenKey = 'username' | 'email' | 'phone_number' | 'preferred_username';

/**
 * What becomes of a record one of whose keys is held by another user. A user name, or an attribute that is the user name of
 * its pool, means that the user exists (R222, R232); an alias stays with its earlier owner and the record fails (R224).
 */
export function outcomeOnConflict(taken: TakenKey, settings: Pick<UserPoolSettings, 'usernameAttributes'>): RecordOutcome {
  if (taken === 'username') return 'skipped';
  if (taken !== 'preferred_username' && settings.usernameAttributes.includes(taken)) return 'skipped';
  return ['T16', taken];
}
