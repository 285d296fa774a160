import { deriveUserKeys } from '../domain/users/derive-user-keys.ts';
import type { UserKeys } from '../domain/users/user.ts';
import { findUsernameKind } from '../domain/users/username-kind.ts';
import { compileMapping, type MappingTarget } from './mapping/compile-mapping.ts';
import type { Mapping, ValueRule } from './mapping/mapping.ts';
import type { LeftOutId } from './records/left-out.ts';
import type { SourceUser } from './sources/source.ts';

/** Keys of records that were left out; for more it is not looked at. About 10 MB. */
const KEYS_MAX = 100_000;

/** Places that are named. */
const PLACES_MAX = 20;

/** Users who were written with a user name, an address or a number of a record before them that was left out (R1111). */
export interface HeldByLeftOut {
  readonly users: number;
  /** `auth0.ndjson, line 7`, of the first 20. */
  readonly places: readonly string[];
  /** Some records were not remembered, because there are too many. */
  readonly isIncomplete: boolean;
}

/** The user names and aliases of the records that were left out, in the order of the files. */
export class LeftOutKeys {
  readonly #keysOf: (user: SourceUser) => UserKeys;
  readonly #usernames = new Set<string>();
  readonly #emails = new Set<string>();
  readonly #phones = new Set<string>();
  readonly #preferredUsernames = new Set<string>();
  #size = 0;
  readonly #places: string[] = [];
  #users = 0;
  #isIncomplete = false;

  constructor(mapping: Mapping, target: MappingTarget) {
    this.#keysOf = compileKeysOf(mapping, target);
  }

  get held(): HeldByLeftOut {
    return { users: this.#users, places: this.#places, isIncomplete: this.#isIncomplete };
  }

  /** Whoever the mapping leaves out never comes. */
  add(user: SourceUser, reason: LeftOutId): void {
    if (reason === 'user-unwanted') return;
    const { usernameKey, emailKey, phoneKey, preferredUsernameKey } = this.#keysOf(user);
    this.#remember(this.#usernames, usernameKey === '' ? null : usernameKey);
    this.#remember(this.#emails, emailKey);
    this.#remember(this.#phones, phoneKey);
    this.#remember(this.#preferredUsernames, preferredUsernameKey);
  }

  /** Takes a user who was written. */
  take(keys: UserKeys, placeOf: () => string): void {
    if (this.#size === 0 || !this.#has(keys)) return;
    this.#users += 1;
    if (this.#places.length < PLACES_MAX) this.#places.push(placeOf());
  }

  #remember(known: Set<string>, key: string | null): void {
    if (key === null || known.has(key)) return;
    if (this.#size >= KEYS_MAX) {
      this.#isIncomplete = true;
      return;
    }
    known.add(key);
    this.#size += 1;
  }

  #has({ usernameKey, emailKey, phoneKey, preferredUsernameKey }: UserKeys): boolean {
    return (
      this.#usernames.has(usernameKey) ||
      (emailKey !== null && this.#emails.has(emailKey)) ||
      (phoneKey !== null && this.#phones.has(phoneKey)) ||
      (preferredUsernameKey !== null && this.#preferredUsernames.has(preferredUsernameKey))
    );
  }
}

const KEY_ATTRIBUTES = ['email', 'email_verified', 'phone_number', 'phone_number_verified', 'preferred_username'];

/**
 * The keys that a record would have if its fault were corrected, as far as its values are clear. An address of which it is unclear
 * whether it is verified counts as verified.
 */
function compileKeysOf(mapping: Mapping, target: MappingTarget): (user: SourceUser) => UserKeys {
  const { columns, settings } = target;
  const attributes: Record<string, ValueRule> = {};
  for (const name of KEY_ATTRIBUTES) {
    const rule = mapping.attributes[name];
    if (rule !== undefined) attributes[name] = 'constant' in rule ? rule : { ...rule, unclear: 'blank' };
  }
  const tally = {
    lineBreaks: 0,
    blanked: new Map<string, number>(),
    verifiedIsUnclear: false,
    dates: { dayFirst: 0, monthFirst: 0, either: 0 },
  };
  const apply = compileMapping({ ...mapping, attributes, leaveOut: [] }, target, tally);
  return (user) => {
    const values = columns.map(() => '');
    apply(user.fields, values, user.isVerifiedUnknown === true, false);
    const textAt = (name: string) => values[columns.indexOf(name)] || undefined;
    const username = textAt('cognito:username') ?? '';
    // A user name that is an address stands for a blank one (R219).
    const kind = username === '' ? undefined : findUsernameKind(settings, username);
    const given = {
      email: textAt('email') ?? (kind === 'email' ? username : undefined),
      email_verified: textAt('email_verified') ?? 'true',
      phone_number: textAt('phone_number') ?? (kind === 'phone_number' ? username : undefined),
      phone_number_verified: textAt('phone_number_verified') ?? 'true',
      preferred_username: textAt('preferred_username'),
    };
    // Under user names that are addresses, users are stored under a new UUID, which nobody has.
    const stored = settings.usernameAttributes.length > 0 ? '' : username;
    return deriveUserKeys(settings, stored, given, (key) => key);
  };
}
