import { hash } from 'node:crypto';
import { MFA_COLUMN, PASSWORD_HASH_COLUMN, USERNAME_COLUMN } from '../../domain/imports/csv-header.ts';
import type { SchemaAttribute, UserPoolSettings } from '../../domain/pools/user-pool.ts';
import { compileJudge } from '../../domain/records/judge-record.ts';
import { findBoolean } from '../../domain/users/attribute-forms.ts';
import { comparisonKey } from '../../domain/users/comparison-key.ts';
import { findUsernameKind } from '../../domain/users/username-kind.ts';
import type { ListedUser } from '../list-users.ts';

/** A pool as far as users are compared by it. */
export interface ComparedPool {
  readonly id: string;
  readonly settings: UserPoolSettings;
  readonly schema: readonly SchemaAttribute[];
}

/** A record of a file as an import would write it, without its values. */
export interface ComparedRecord {
  /** Digest of what the user is known by in the pool; undefined: nobody can be, because the record has no user name. */
  readonly key: Buffer | undefined;
  readonly username: string;
  /** Of the compared columns, {@link VALUE_BYTES} each, in the order of the file. */
  readonly values: Buffer;
  /** Whether an import would take the record, as far as that can be said without the other users. */
  readonly isAccepted: boolean;
}

const KEY_BYTES = 16;
/** 48 bits: one of 281,474,976,710,656 differences is not seen. */
export const VALUE_BYTES = 6;
const NO_VALUE = Buffer.alloc(VALUE_BYTES);

/** Where a blank is the same as `false`. */
const FALSE_IF_BLANK: ReadonlySet<string> = new Set(['email_verified', 'phone_number_verified']);
const BIRTHDATE = /^(\d\d)\/(\d\d)\/(\d{4})$/;
const NO_COLUMN: ReadonlySet<string> = new Set([USERNAME_COLUMN, MFA_COLUMN, PASSWORD_HASH_COLUMN]);

/**
 * Compares the records of files with the users of one pool by digests, so that nothing that is kept between the two holds a value of a
 * user. `salt` makes digests of equal values of two runs different.
 */
export class UserComparison {
  readonly #pool: ComparedPool;
  readonly #salt: string;

  constructor(pool: ComparedPool, salt: string) {
    this.#pool = pool;
    this.#salt = salt;
  }

  /** Those of a header whose values ListUsers shows (R983). */
  comparedColumns(header: readonly string[]): readonly string[] {
    return header.filter((column) => !NO_COLUMN.has(column));
  }

  /** Reads the records of a file with this header. A record is undefined if it is longer than it may be. */
  compileReader(header: readonly string[]): (fields: readonly string[] | undefined) => ComparedRecord {
    const judge = compileJudge({ pool: this.#pool, columns: header, newSub: () => '', digestKey: (key) => key });
    const usernameAt = header.indexOf(USERNAME_COLUMN);
    const compared = this.comparedColumns(header);
    const places = compared.map((column) => header.indexOf(column));
    return (fields) => {
      const verdict = judge(fields);
      const username = fields?.[usernameAt] ?? '';
      // What an import would refuse is compared as it is written: it was perhaps corrected since.
      const written: Readonly<Record<string, string>> =
        verdict.kind === 'accepted'
          ? JSON.parse(verdict.user.attributesJson)
          : Object.fromEntries(compared.map((column, index) => [column, fields?.[places[index] ?? -1] ?? '']));
      return {
        key: username === '' ? undefined : this.#keyOfUsername(username),
        username,
        values: this.digestValues(compared, written),
        isAccepted: verdict.kind === 'accepted',
      };
    };
  }

  /** What records a user of the pool may be known by, the closest first. */
  keysOf({ username, attributes }: ListedUser): readonly Buffer[] {
    const { usernameAttributes } = this.#pool.settings;
    if (usernameAttributes.length === 0) return [this.#digestKey('username', username)];
    return usernameAttributes.flatMap((name) => {
      const value = attributes[name];
      return value === undefined ? [] : [this.#digestKey(name, value)];
    });
  }

  /** By what ListUsers finds the user of a record. */
  filterFor(username: string): { readonly attribute: string; readonly value: string } {
    return { attribute: findUsernameKind(this.#pool.settings, username) ?? 'username', value: username };
  }

  digestValues(columns: readonly string[], attributes: Readonly<Record<string, string>>): Buffer {
    return Buffer.concat(columns.map((column) => this.#digestValue(column, attributes[column] ?? '')));
  }

  /** The columns in which two differ. */
  findDifferences(columns: readonly string[], one: Buffer, other: Buffer): readonly string[] {
    return columns.filter((_column, index) => {
      const [start, end] = [index * VALUE_BYTES, (index + 1) * VALUE_BYTES];
      return one.compare(other, start, end, start, end) !== 0;
    });
  }

  #keyOfUsername(username: string): Buffer {
    return this.#digestKey(findUsernameKind(this.#pool.settings, username) ?? 'username', username);
  }

  #digestKey(kind: string, text: string): Buffer {
    const key = comparisonKey(text, this.#pool.settings.caseSensitiveUsernames);
    return hash('sha256', `${this.#salt}\0${kind}\0${key}`, 'buffer').subarray(0, KEY_BYTES);
  }

  #digestValue(column: string, value: string): Buffer {
    const normal = normalize(column, value);
    if (normal === '') return NO_VALUE;
    return hash('sha256', `${this.#salt}\0${normal}`, 'buffer').subarray(0, VALUE_BYTES);
  }
}

/** One text for all ways to write the same value: a date of birth comes with the month or with the year first. */
function normalize(column: string, value: string): string {
  if (column === 'birthdate') return value.replace(BIRTHDATE, '$3-$1-$2');
  if (FALSE_IF_BLANK.has(column)) return findBoolean(value) === 'false' ? '' : (findBoolean(value) ?? value);
  return value;
}
