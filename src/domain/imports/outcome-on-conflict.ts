import type { AliasAttribute, UserPoolSettings } from '../pools/user-pool.ts';
import type { FailureReason, RecordOutcome } from '../texts/record-outcome.ts';
import type { NewUser, UserKeys } from '../users/user.ts';
import type { Verdict } from './verdict.ts';

/** As much of a `Set<string>` as deciding takes. */
export interface KeySet {
  has(key: string): boolean;
  add(key: string): unknown;
}

/** Keys that users of the pool hold: those of the store that a batch asks for, and those its own earlier records took. */
export interface TakenKeys {
  readonly usernames: KeySet;
  readonly emails: KeySet;
  readonly phones: KeySet;
  readonly preferredUsernames: KeySet;
}

export type KeyConflict =
  /** The user exists: its user name is taken, or the email or phone that stands for it (R222, R232), which `attribute` then names. */
  | { readonly kind: 'same-user'; readonly attribute?: AliasAttribute }
  /** Another user holds the alias and keeps it (R224). */
  | { readonly kind: 'alias-taken'; readonly attribute: AliasAttribute };

type ConflictSettings = Pick<UserPoolSettings, 'usernameAttributes'>;

/** What stands against a new user with these keys, the user itself before its aliases (R271). */
export function findKeyConflict(settings: ConflictSettings, keys: UserKeys, taken: TakenKeys): KeyConflict | undefined {
  if (taken.usernames.has(keys.usernameKey)) return { kind: 'same-user' };
  const attribute = takenAttribute(keys, taken);
  if (attribute === undefined) return undefined;
  return settings.usernameAttributes.length > 0 ? { kind: 'same-user', attribute } : { kind: 'alias-taken', attribute };
}

function takenAttribute(keys: UserKeys, taken: TakenKeys): AliasAttribute | undefined {
  const { emailKey, phoneKey, preferredUsernameKey } = keys;
  if (emailKey !== null && taken.emails.has(emailKey)) return 'email';
  if (phoneKey !== null && taken.phones.has(phoneKey)) return 'phone_number';
  if (preferredUsernameKey !== null && taken.preferredUsernames.has(preferredUsernameKey)) return 'preferred_username';
  return undefined;
}

/** What a conflict makes of a record: it is skipped, or fails because of its alias (R222, R224). */
export function outcomeOnConflict(conflict: KeyConflict): 'skipped' | FailureReason {
  return conflict.kind === 'same-user' ? 'skipped' : ['alias-taken', conflict.attribute];
}

export interface BatchDecision {
  /** One for each verdict, in order. */
  readonly outcomes: readonly RecordOutcome[];
  /** The users to write: those whose outcome is `imported`, in order. */
  readonly users: readonly NewUser[];
}

/**
 * Decides the records of a batch in file order (R272): a record sees every user made before it, and one that is skipped or failed
 * claims neither its user name nor its aliases, so that a later record may take them (R195, R227). `taken` holds those keys of the
 * batch that the store's users hold; keys of the survivors are added to it.
 */
export function decideBatch(verdicts: readonly Verdict[], settings: ConflictSettings, taken: TakenKeys): BatchDecision {
  const outcomes: RecordOutcome[] = [];
  const users: NewUser[] = [];
  for (const verdict of verdicts) {
    const outcome = decideRecord(verdict, settings, taken);
    outcomes.push(outcome);
    if (verdict.kind === 'accepted' && outcome === 'imported') users.push(verdict.user);
  }
  return { outcomes, users };
}

/** Decides the next record of a file. The keys of one that is imported are added to `taken`. */
export function decideRecord(verdict: Verdict, settings: ConflictSettings, taken: TakenKeys): RecordOutcome {
  if (verdict.kind === 'failed') return verdict.reason;
  const conflict = findKeyConflict(settings, verdict.user, taken);
  if (conflict) return outcomeOnConflict(conflict);
  claimKeys(verdict.user, taken);
  return 'imported';
}

function claimKeys(keys: UserKeys, taken: TakenKeys): void {
  taken.usernames.add(keys.usernameKey);
  if (keys.emailKey !== null) taken.emails.add(keys.emailKey);
  if (keys.phoneKey !== null) taken.phones.add(keys.phoneKey);
  if (keys.preferredUsernameKey !== null) taken.preferredUsernames.add(keys.preferredUsernameKey);
}
