import type { KeySet, TakenKeys } from '../domain/imports/outcome-on-conflict.ts';
import type { UserPoolSettings } from '../domain/pools/user-pool.ts';
import { endOfField, USER_FIELDS, type UserField } from '../domain/records/user-fields.ts';
import type { PackedUsers } from '../domain/records/verdict-list.ts';
import type { UserKeys } from '../domain/users/user.ts';
import { CompactKeySet } from './compact-key-set.ts';

const NO_KEYS: KeySet = { has: () => false, add: () => undefined };

/** The keys of the records before, that would be users by now, and the lines where they are. */
export class EarlierRecords {
  readonly taken: TakenKeys;
  readonly #label = { value: 0 };
  readonly #usernames = new CompactKeySet(this.#label);
  readonly #emails = new CompactKeySet(this.#label);
  readonly #phones = new CompactKeySet(this.#label);
  readonly #preferredUsernames = new CompactKeySet(this.#label);

  /** Each with the field of a packed user that it holds. */
  readonly #plainSets: readonly { readonly set: CompactKeySet; readonly field: UserField }[];

  constructor({ usernameAttributes }: Pick<UserPoolSettings, 'usernameAttributes'>) {
    this.taken = {
      // Where user names are addresses or numbers, a user is stored under a new UUID, which nobody has (R219).
      usernames: usernameAttributes.length > 0 ? NO_KEYS : this.#usernames,
      emails: this.#emails,
      phones: this.#phones,
      preferredUsernames: this.#preferredUsernames,
    };
    this.#plainSets = [
      ...(usernameAttributes.length > 0 ? [] : [{ set: this.#usernames, field: USER_FIELDS.usernameKey }]),
      { set: this.#emails, field: USER_FIELDS.emailKey },
      { set: this.#phones, field: USER_FIELDS.phoneKey },
      { set: this.#preferredUsernames, field: USER_FIELDS.preferredUsernameKey },
    ];
  }

  /** Of the record that is decided next. */
  set lineNumber(lineNumber: number) {
    this.#label.value = lineNumber;
  }

  /**
   * Adds the keys of a user whose fields lie in `users` from the field `first` on, if none of them is taken; false, and nothing is added,
   * if one is.
   */
  addPlain({ bytes, fieldEnds }: Pick<PackedUsers, 'bytes' | 'fieldEnds'>, first: number): boolean {
    const sets = this.#plainSets;
    for (const { set, field } of sets) {
      const end = fieldEnds[first + field] ?? 0;
      if (end >= 0 && set.hasBytes(bytes, endOfField(fieldEnds, first + field - 1), end)) return false;
    }
    for (const { set, field } of sets) if ((fieldEnds[first + field] ?? 0) >= 0) set.addSought();
    return true;
  }

  /** The line of the record that holds one of the keys, looked for in the order of deciding. */
  findLine({ usernameKey, emailKey, phoneKey, preferredUsernameKey }: UserKeys): number | undefined {
    return (
      this.#usernames.findLabel(usernameKey) ??
      (emailKey === null ? undefined : this.#emails.findLabel(emailKey)) ??
      (phoneKey === null ? undefined : this.#phones.findLabel(phoneKey)) ??
      (preferredUsernameKey === null ? undefined : this.#preferredUsernames.findLabel(preferredUsernameKey))
    );
  }
}
