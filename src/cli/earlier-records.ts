import type { KeySet, TakenKeys } from '../domain/outcome-on-conflict.ts';
import type { UserKeys } from '../domain/user.ts';
import type { UserPoolSettings } from '../domain/user-pool.ts';
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

  constructor({ usernameAttributes }: Pick<UserPoolSettings, 'usernameAttributes'>) {
    this.taken = {
      // Where user names are addresses or numbers, a user is stored under a new UUID, which nobody has (R219).
      usernames: usernameAttributes.length > 0 ? NO_KEYS : this.#usernames,
      emails: this.#emails,
      phones: this.#phones,
      preferredUsernames: this.#preferredUsernames,
    };
  }

  /** Of the record that is decided next. */
  set lineNumber(lineNumber: number) {
    this.#label.value = lineNumber;
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
