import { assert, assertPresent } from '../../base/assert.ts';
import { decodeUtf8, writeUtf8 } from '../../base/text/utf8.ts';
import { readUuid, UUID_BYTES, writeUuid } from '../../base/uuid-bytes.ts';
import type { Verdict } from '../imports/verdict.ts';
import type { FailureReason } from '../texts/record-outcome.ts';
import type { NewUser, UserMfa, UserStatus } from '../users/user.ts';
import { endOfField, FIELDS_PER_USER, USER_FIELDS, type UserField } from './user-fields.ts';

/** Verdicts in file order. An array of them is one; a {@link VerdictList} is one that costs little. */
export interface Verdicts extends Iterable<Verdict> {
  readonly length: number;
  slice(from: number, to: number): Verdicts;
}

/** The users of a list, without the objects: a few long arrays. */
export interface PackedUsers {
  /** The fields of {@link USER_FIELDS}, user after user, without gaps; texts in UTF-8. */
  readonly bytes: Uint8Array;
  /** Where each field ends in `bytes`; the complement of it (`~`) if the field is null. It begins where the one before ends. */
  readonly fieldEnds: Int32Array;
  readonly statuses: readonly UserStatus[];
  readonly mfas: readonly UserMfa[];
}

/** Where the bytes of a list lie. Who hands lists to another thread hands in memory that both can read. */
export interface ListMemory {
  readonly bytes: (byteLength: number) => Uint8Array;
  readonly ints: (length: number) => Int32Array;
}

export const PRIVATE_MEMORY: ListMemory = {
  bytes: (byteLength) => new Uint8Array(byteLength),
  ints: (length) => new Int32Array(length),
};

const BYTES_PER_CODE_UNIT_MAX = 3;
const FIRST_USERS = 512;
const FIRST_BYTES_PER_USER = 320;

/**
 * Verdicts as bytes. Thousands of users that wait for their batch as objects are copied by the garbage collector again and again; here
 * each user is written down when it is judged, and its objects die young. One list after another is written into the same memory.
 */
export class VerdictList implements Verdicts {
  readonly #failed = new Map<number, FailureReason>();
  readonly #statuses: UserStatus[] = [];
  readonly #mfas: UserMfa[] = [];
  readonly #memory: ListMemory;
  #bytes: Uint8Array;
  #byteLength = 0;
  #fieldEnds: Int32Array;
  /** Index in `#fieldEnds` of the first field of the user at hand, and the field that is written next. */
  #firstField = 0;
  #nextField = 0;
  /** Where the bytes end that the user at hand may be written into. */
  #roomEnd = 0;
  #length = 0;

  /** `used`: a list that is no longer read; this one takes over its memory, which came from the same `memory`. */
  constructor(memory: ListMemory, used?: VerdictList) {
    this.#memory = memory;
    this.#bytes = used ? used.#bytes : memory.bytes(FIRST_USERS * FIRST_BYTES_PER_USER);
    this.#fieldEnds = used ? used.#fieldEnds : memory.ints(FIRST_USERS * FIELDS_PER_USER);
    if (!used) return;
    used.#bytes = memory.bytes(0);
    used.#fieldEnds = memory.ints(0);
    used.#statuses.length = 0;
    used.#mfas.length = 0;
    used.#failed.clear();
    used.#length = 0;
    used.#byteLength = 0;
    used.#firstField = 0;
    used.#nextField = 0;
    used.#roomEnd = 0;
  }

  static of(verdicts: Iterable<Verdict>, memory = PRIVATE_MEMORY): VerdictList {
    const list = new VerdictList(memory);
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
   * Begins a user that is written field by field and joins the verdicts at {@link endUser}; one that was begun and not ended is
   * overwritten. `byteLength`: the most that its fields may take. Returns the memory to write to, from {@link byteLength} on.
   */
  beginUser(byteLength: number): Uint8Array {
    const firstField = this.#statuses.length * FIELDS_PER_USER;
    this.#firstField = firstField;
    this.#nextField = 0;
    this.#byteLength = endOfField(this.#fieldEnds, firstField - 1);
    if (firstField + FIELDS_PER_USER > this.#fieldEnds.length) {
      const ends = this.#fieldEnds;
      this.#fieldEnds = this.#memory.ints(Math.max(FIELDS_PER_USER, 2 * ends.length));
      this.#fieldEnds.set(ends);
    }
    this.#makeRoom(byteLength);
    return this.#bytes;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /**
   * `field`, which is the next one of the user, reaches to `byteLength`, which is returned. A write past the end of a typed array changes
   * nothing and throws nothing: so it is asserted here that the user has stayed within the bytes that {@link beginUser} was asked for.
   */
  endFieldAt(field: UserField, byteLength: number): number {
    assert(byteLength <= this.#roomEnd, 'a user takes no more bytes than were asked for');
    this.#byteLength = byteLength;
    this.#endField(field, byteLength);
    return byteLength;
  }

  /** `field`, which is the next one of the user, is null. */
  addNull(field: UserField): void {
    this.#endField(field, ~this.#byteLength);
  }

  endUser(status: UserStatus, mfa: UserMfa): void {
    assert(this.#nextField === FIELDS_PER_USER, 'a user has all its fields');
    this.#statuses.push(status);
    this.#mfas.push(mfa);
    this.#length++;
  }

  /** The users. The arrays are those of the list, and are valid until it is written to or its memory is passed on. */
  packUsers(): PackedUsers {
    const fieldCount = this.#statuses.length * FIELDS_PER_USER;
    return {
      bytes: this.#bytes.subarray(0, endOfField(this.#fieldEnds, fieldCount - 1)),
      fieldEnds: this.#fieldEnds.subarray(0, fieldCount),
      statuses: this.#statuses,
      mfas: this.#mfas,
    };
  }

  slice(from: number, to: number): VerdictList {
    return VerdictList.of([...this].slice(from, to), this.#memory);
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
    this.endFieldAt(USER_FIELDS.sub, this.#byteLength + UUID_BYTES);
    this.#addText(USER_FIELDS.username, user.username === user.usernameKey ? null : user.username);
    this.#addText(USER_FIELDS.usernameKey, user.usernameKey);
    this.#addText(USER_FIELDS.emailKey, user.emailKey);
    this.#addText(USER_FIELDS.phoneKey, user.phoneKey);
    this.#addText(USER_FIELDS.preferredUsernameKey, user.preferredUsernameKey);
    this.#addText(USER_FIELDS.attributes, user.attributesJson);
    this.#addBytes(USER_FIELDS.sealedPasswordHash, user.sealedPasswordHash);
    this.endUser(user.status, user.mfa);
  }

  #addText(field: UserField, text: string | null): void {
    if (text === null) {
      this.addNull(field);
      return;
    }
    this.#makeRoom(text.length * BYTES_PER_CODE_UNIT_MAX);
    this.endFieldAt(field, writeUtf8(text, this.#bytes, this.#byteLength));
  }

  #addBytes(field: UserField, bytes: Uint8Array | undefined): void {
    if (bytes === undefined) {
      this.addNull(field);
      return;
    }
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#byteLength);
    this.endFieldAt(field, this.#byteLength + bytes.length);
  }

  #endField(field: UserField, end: number): void {
    assert(field === this.#nextField, 'the fields of a user are written in their order');
    this.#fieldEnds[this.#firstField + field] = end;
    this.#nextField = field + 1;
  }

  #makeRoom(byteLength: number): void {
    const needed = this.#byteLength + byteLength;
    this.#roomEnd = needed;
    if (needed <= this.#bytes.length) return;
    const bytes = this.#bytes;
    this.#bytes = this.#memory.bytes(Math.max(needed, 2 * bytes.length));
    this.#bytes.set(bytes);
  }

  #userAt(userIndex: number): NewUser {
    const first = userIndex * FIELDS_PER_USER;
    const bytesOf = (field: UserField): Uint8Array | null => {
      const end = this.#fieldEnds[first + field] ?? 0;
      if (end < 0) return null;
      return this.#bytes.subarray(endOfField(this.#fieldEnds, first + field - 1), end);
    };
    const decode = (field: UserField) => {
      const bytes = bytesOf(field);
      return bytes && decodeUtf8(bytes, 0, bytes.length);
    };
    const usernameKey = assertPresent(decode(USER_FIELDS.usernameKey), 'a user has a key');
    return {
      username: decode(USER_FIELDS.username) ?? usernameKey,
      usernameKey,
      emailKey: decode(USER_FIELDS.emailKey),
      phoneKey: decode(USER_FIELDS.phoneKey),
      preferredUsernameKey: decode(USER_FIELDS.preferredUsernameKey),
      attributesJson: assertPresent(decode(USER_FIELDS.attributes), 'a user has attributes'),
      sealedPasswordHash: bytesOf(USER_FIELDS.sealedPasswordHash) ?? undefined,
      sub: readUuid(assertPresent(bytesOf(USER_FIELDS.sub), 'a user has a sub')),
      status: assertPresent(this.#statuses[userIndex], 'a user has a status'),
      mfa: assertPresent(this.#mfas[userIndex], 'a user has an MFA state'),
    };
  }
}
