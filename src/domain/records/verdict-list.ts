import { assert, assertPresent } from '../../base/assert.ts';
import { readUuid, UUID_BYTES, writeUuid } from '../../base/uuid-bytes.ts';
import type { Verdict } from '../imports/verdict.ts';
import type { FailureReason } from '../texts/record-outcome.ts';
import type { NewUser, UserMfa, UserStatus } from '../users/user.ts';

/** Verdicts in file order. An array of them is one; a {@link VerdictList} is one that costs little. */
export interface Verdicts extends Iterable<Verdict> {
  readonly length: number;
  slice(from: number, to: number): Verdicts;
}

/**
 * Fields of a user, in their order: 16 bytes of sub, user name (null if it is its own key), user name key, email, phone and preferred
 * user name key, attributes, wrapped password hash.
 */
export const FIELDS_PER_USER = 8;

/** The users of a list, without the objects: a few long arrays in memory that another thread may read. */
export interface PackedUsers {
  /** The fields, one behind the other; texts in UTF-8. */
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** Where each field ends in `bytes`; the complement of it (`~`) if the field is null. It begins where the one before ends. */
  readonly fieldEnds: Int32Array<SharedArrayBuffer>;
  readonly statuses: readonly UserStatus[];
  readonly mfas: readonly UserMfa[];
}

const BYTES_PER_CODE_UNIT_MAX = 3;
const FIRST_USERS = 512;
const FIRST_BYTES_PER_USER = 320;

/**
 * Verdicts as bytes. Thousands of users that wait for their batch as objects are copied by the garbage collector again and again, which
 * took more time than judging them: here a user is written down at once, and what was made on the way to it dies young. The bytes lie in
 * shared memory, so that the store's thread reads them where they are, and one list after another is written into the same.
 */
export class VerdictList implements Verdicts {
  readonly #failed = new Map<number, FailureReason>();
  readonly #statuses: UserStatus[] = [];
  readonly #mfas: UserMfa[] = [];
  #bytes: Buffer<SharedArrayBuffer>;
  #byteLength = 0;
  #fieldEnds: Int32Array<SharedArrayBuffer>;
  #fieldCount = 0;
  #length = 0;

  /** `used`: a list that nobody looks at any more; its memory becomes that of this one. */
  constructor(used?: VerdictList) {
    this.#bytes = used ? used.#bytes : sharedBytes(FIRST_USERS * FIRST_BYTES_PER_USER);
    this.#fieldEnds = used ? used.#fieldEnds : sharedInts(FIRST_USERS * FIELDS_PER_USER);
    if (!used) return;
    used.#bytes = sharedBytes(0);
    used.#fieldEnds = sharedInts(0);
    used.#statuses.length = 0;
    used.#mfas.length = 0;
    used.#failed.clear();
    used.#length = 0;
    used.#byteLength = 0;
    used.#fieldCount = 0;
  }

  static of(verdicts: Iterable<Verdict>): VerdictList {
    const list = new VerdictList();
    for (const verdict of verdicts) list.add(verdict);
    return list;
  }

  get length(): number {
    return this.#length;
  }

  /** Reasons of the records that failed, by index; all others are users, in order. */
  get failed(): ReadonlyMap<number, FailureReason> {
    return this.#failed;
  }

  add(verdict: Verdict): void {
    if (verdict.kind === 'failed') this.#failed.set(this.#length++, verdict.reason);
    else this.#addUser(verdict.user);
  }

  /**
   * Begins a user who is written field by field, and is among the verdicts from {@link endUser} on. `byteLength`: of its fields, at
   * most. What was begun and not ended is written over. Returns where the bytes go, from {@link byteLength} on.
   */
  beginUser(byteLength: number): Buffer {
    const fieldCount = this.#statuses.length * FIELDS_PER_USER;
    this.#fieldCount = fieldCount;
    this.#byteLength = endOf(this.#fieldEnds, fieldCount - 1);
    if (fieldCount + FIELDS_PER_USER > this.#fieldEnds.length) {
      const ends = this.#fieldEnds;
      this.#fieldEnds = sharedInts(Math.max(FIELDS_PER_USER, 2 * ends.length));
      this.#fieldEnds.set(ends);
    }
    this.#makeRoom(byteLength);
    return this.#bytes;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** The next field of the user reaches to `byteLength`, which is returned. */
  endFieldAt(byteLength: number): number {
    this.#byteLength = byteLength;
    this.#endField(false);
    return byteLength;
  }

  /** The next field of the user is null. */
  addNull(): void {
    this.#endField(true);
  }

  endUser(status: UserStatus, mfa: UserMfa): void {
    assert(this.#fieldCount === (this.#statuses.length + 1) * FIELDS_PER_USER, 'a user has all its fields');
    this.#statuses.push(status);
    this.#mfas.push(mfa);
    this.#length++;
  }

  /** The users. The arrays are those of the list, and hold as long as it does. */
  packUsers(): PackedUsers {
    return {
      bytes: this.#bytes.subarray(0, this.#byteLength),
      fieldEnds: this.#fieldEnds.subarray(0, this.#fieldCount),
      statuses: this.#statuses,
      mfas: this.#mfas,
    };
  }

  slice(from: number, to: number): VerdictList {
    return VerdictList.of([...this].slice(from, to));
  }

  *[Symbol.iterator](): Generator<Verdict, void, void> {
    let userIndex = 0;
    for (let index = 0; index < this.#length; index++) {
      const reason = this.#failed.get(index);
      yield reason ? { kind: 'failed', reason } : { kind: 'accepted', user: this.#userAt(userIndex++) };
    }
  }

  #addUser(user: NewUser): void {
    writeUuid(user.sub, this.beginUser(UUID_BYTES), this.#byteLength);
    this.#byteLength += UUID_BYTES;
    this.#endField(false);
    this.#addText(user.username === user.usernameKey ? null : user.username);
    this.#addText(user.usernameKey);
    this.#addText(user.emailKey);
    this.#addText(user.phoneKey);
    this.#addText(user.preferredUsernameKey);
    this.#addText(user.attributesJson);
    this.#addBytes(user.sealedPasswordHash);
    this.endUser(user.status, user.mfa);
  }

  #addText(text: string | null): void {
    if (text !== null) {
      this.#makeRoom(text.length * BYTES_PER_CODE_UNIT_MAX);
      this.#byteLength += this.#bytes.write(text, this.#byteLength);
    }
    this.#endField(text === null);
  }

  #addBytes(bytes: Uint8Array | undefined): void {
    if (bytes) {
      this.#makeRoom(bytes.length);
      this.#bytes.set(bytes, this.#byteLength);
      this.#byteLength += bytes.length;
    }
    this.#endField(bytes === undefined);
  }

  #endField(isNull: boolean): void {
    this.#fieldEnds[this.#fieldCount++] = isNull ? ~this.#byteLength : this.#byteLength;
  }

  #makeRoom(byteLength: number): void {
    const needed = this.#byteLength + byteLength;
    if (needed <= this.#bytes.length) return;
    const bytes = this.#bytes;
    this.#bytes = sharedBytes(Math.max(needed, 2 * bytes.length));
    this.#bytes.set(bytes);
  }

  #userAt(userIndex: number): NewUser {
    const first = userIndex * FIELDS_PER_USER;
    const bytesOf = (field: number): Buffer | null => {
      const end = this.#fieldEnds[first + field] ?? 0;
      if (end < 0) return null;
      return this.#bytes.subarray(endOf(this.#fieldEnds, first + field - 1), end);
    };
    const textOf = (field: number) => bytesOf(field)?.toString() ?? null;
    const usernameKey = assertPresent(textOf(2) ?? undefined, 'a user has a key');
    return {
      username: textOf(1) ?? usernameKey,
      usernameKey,
      emailKey: textOf(3),
      phoneKey: textOf(4),
      preferredUsernameKey: textOf(5),
      attributesJson: assertPresent(textOf(6) ?? undefined, 'a user has attributes'),
      sealedPasswordHash: bytesOf(7) ?? undefined,
      sub: readUuid(assertPresent(bytesOf(0), 'a user has a sub')),
      status: assertPresent(this.#statuses[userIndex], 'a user has a status'),
      mfa: assertPresent(this.#mfas[userIndex], 'a user has an MFA state'),
    };
  }
}

/** Where the field with that index ends, null or not; 0 for the one before the first. */
function endOf(fieldEnds: Int32Array, index: number): number {
  const end = index < 0 ? 0 : (fieldEnds[index] ?? 0);
  return end < 0 ? ~end : end;
}

function sharedBytes(byteLength: number): Buffer<SharedArrayBuffer> {
  return Buffer.from(new SharedArrayBuffer(byteLength));
}

function sharedInts(length: number): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}
