import { USERNAME_COLUMN } from '../domain/imports/csv-header.ts';
import { compileUserKeys } from '../domain/users/derive-user-keys.ts';
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

  /** Remembers the keys of a user who was left out, and returns them; undefined for whoever the mapping leaves out, who never comes. */
  add(user: SourceUser, reason: LeftOutId): UserKeys | undefined {
    if (reason === 'user-unwanted') return undefined;
    const keys = this.#keysOf(user);
    const { usernameKey, emailKey, phoneKey, preferredUsernameKey } = keys;
    this.#remember(this.#usernames, usernameKey === '' ? null : usernameKey);
    this.#remember(this.#emails, emailKey);
    this.#remember(this.#phones, phoneKey);
    this.#remember(this.#preferredUsernames, preferredUsernameKey);
    return keys;
  }

  /** Takes a user who was written and may have one of these keys. */
  take(keys: UserKeys, placeOf: () => string): void {
    if (!this.#has(keys)) return;
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
  const userKeysOf = compileUserKeys(settings, (key) => key);
  const blankValues = columns.map(() => '');
  const at = {
    username: columns.indexOf(USERNAME_COLUMN),
    email: columns.indexOf('email'),
    emailVerified: columns.indexOf('email_verified'),
    phone: columns.indexOf('phone_number'),
    phoneVerified: columns.indexOf('phone_number_verified'),
    preferredUsername: columns.indexOf('preferred_username'),
  };
  return (user) => {
    const values = blankValues.slice();
    apply(user.fields, values, user.isVerifiedUnknown === true, false);
    const textAt = (place: number) => values[place] || undefined;
    const username = textAt(at.username) ?? '';
    // A user name that is an address stands for a blank one (R219).
    const kind = username === '' ? undefined : findUsernameKind(settings, username);
    const given = {
      email: textAt(at.email) ?? (kind === 'email' ? username : undefined),
      email_verified: textAt(at.emailVerified) ?? 'true',
      phone_number: textAt(at.phone) ?? (kind === 'phone_number' ? username : undefined),
      phone_number_verified: textAt(at.phoneVerified) ?? 'true',
      preferred_username: textAt(at.preferredUsername),
    };
    // Under user names that are addresses, users are stored under a new UUID, which nobody has.
    const stored = settings.usernameAttributes.length > 0 ? '' : username;
    return userKeysOf(stored, given);
  };
}
