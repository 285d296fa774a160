import type { KeySet, TakenKeys } from '../domain/imports/outcome-on-conflict.ts';
import { endOfField, USER_FIELDS, type UserField } from '../domain/records/user-fields.ts';
import type { PackedUsers } from '../domain/records/verdict-list.ts';
import { deriveUserKeys, type KeySettings } from '../domain/users/derive-user-keys.ts';
import type { Attributes, UserKeys } from '../domain/users/user.ts';
import { CompactKeySet } from './compact-key-set.ts';

const NO_KEYS: KeySet = { has: () => false, add: () => undefined };

/** Where a user is, or who holds an alias, already. */
export type EarlierPlace =
  | {
      readonly in: 'file';
      /** Undefined: of the file that is checked. */
      readonly fileName: string | undefined;
      readonly lineNumber: number;
    }
  | { readonly in: 'pool' };

/** Of every user of the pool. Lines of files have greater ones. */
const LABEL_OF_POOL = 0;

/** A file, and what is added to its line numbers so that no other file has the same. */
interface LabelledFile {
  readonly fileName: string;
  readonly base: number;
}

/**
 * The keys of the records before, that would be users by now, and the lines where they are: those of one file, or of several files that
 * are checked one after the other, and of the users who are in the pool already (R981, R982).
 */
export class EarlierRecords {
  readonly taken: TakenKeys;
  readonly #settings: KeySettings;
  readonly #label = { value: 0 };
  readonly #usernames = new CompactKeySet(this.#label);
  readonly #emails = new CompactKeySet(this.#label);
  readonly #phones = new CompactKeySet(this.#label);
  readonly #preferredUsernames = new CompactKeySet(this.#label);
  readonly #files: LabelledFile[] = [];
  /** Of the file that is checked. */
  #base = LABEL_OF_POOL;
  #labelMax = LABEL_OF_POOL;
  #poolUserCount = 0;

  /** Each with the field of a packed user that it holds. */
  readonly #plainSets: readonly { readonly set: CompactKeySet; readonly field: UserField }[];

  constructor(settings: KeySettings) {
    const { usernameAttributes } = settings;
    this.#settings = settings;
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

  /** Of the pool, as far as they were added. */
  get poolUserCount(): number {
    return this.#poolUserCount;
  }

  /** A user who is in the pool. All of them are added before the first file. */
  addPoolUser(username: string, attributes: Attributes): void {
    this.#label.value = LABEL_OF_POOL;
    const keys = deriveUserKeys(this.#settings, username, attributes, (key) => key);
    this.taken.usernames.add(keys.usernameKey);
    if (keys.emailKey !== null) this.#emails.add(keys.emailKey);
    if (keys.phoneKey !== null) this.#phones.add(keys.phoneKey);
    if (keys.preferredUsernameKey !== null) this.#preferredUsernames.add(keys.preferredUsernameKey);
    this.#poolUserCount += 1;
  }

  /** The records that follow are those of this file. */
  beginFile(fileName: string): void {
    this.#base = this.#labelMax;
    this.#files.push({ fileName, base: this.#base });
  }

  /** A file that is read another time begins again: what it added is forgotten. */
  restartFile(): void {
    const base = this.#base;
    if (this.#labelMax === base) return;
    for (const set of [this.#usernames, this.#emails, this.#phones, this.#preferredUsernames]) set.forgetAfter(base);
    this.#labelMax = base;
  }

  /** Of the record that is decided next. */
  set lineNumber(lineNumber: number) {
    const label = this.#base + lineNumber;
    this.#label.value = label;
    if (label > this.#labelMax) this.#labelMax = label;
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

  /** Where the record or the user is that holds one of the keys, looked for in the order of deciding. */
  findPlace({ usernameKey, emailKey, phoneKey, preferredUsernameKey }: UserKeys): EarlierPlace | undefined {
    const label =
      this.#usernames.findLabel(usernameKey) ??
      (emailKey === null ? undefined : this.#emails.findLabel(emailKey)) ??
      (phoneKey === null ? undefined : this.#phones.findLabel(phoneKey)) ??
      (preferredUsernameKey === null ? undefined : this.#preferredUsernames.findLabel(preferredUsernameKey));
    if (label === undefined) return undefined;
    if (label === LABEL_OF_POOL) return { in: 'pool' };
    const file = this.#files.findLast(({ base }) => base < label);
    const isEarlier = file !== undefined && file !== this.#files.at(-1);
    return { in: 'file', fileName: isEarlier ? file.fileName : undefined, lineNumber: label - (file?.base ?? 0) };
  }
}
