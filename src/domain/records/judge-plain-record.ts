import { assert } from '../../base/assert.ts';
import { writeUtf8 } from '../../base/text/utf8.ts';
import { UUID_BYTES, UUID_CHARACTERS, writeUuidText } from '../../base/uuid-bytes.ts';
import { MFA_COLUMN, PASSWORD_HASH_COLUMN, USERNAME_COLUMN } from '../imports/csv-header.ts';
import { RECORD_CHARACTERS_MAX } from '../imports/user-import-limits.ts';
import { hashFormOf } from '../password-hashes/hash-bytes.ts';
import { isUsername } from '../users/attribute-forms.ts';
import { comparisonKey } from '../users/comparison-key.ts';
import { USERNAME_CHARACTERS_MAX } from '../users/user-limits.ts';
import { userMfaRule } from '../users/user-mfa.ts';
import {
  findBooleanBytes,
  hasUpperCase,
  indexOfByte,
  isEmailBytes,
  isPhoneBytes,
  isSame,
  isVisibleAscii,
} from './byte-forms.ts';
import type { JudgeOptions } from './judge-record.ts';
import { copyBytes, copyLower, copyUnescaped, isPermitted, plainFieldOf, writeMember } from './plain-field.ts';
import { decodeValue, HAS_NON_ASCII, isBlank, isTrue, type PlainRecord } from './plain-record.ts';
import { USER_FIELDS } from './user-fields.ts';
import type { VerdictList } from './verdict-list.ts';

export interface PlainJudgeOptions extends Omit<JudgeOptions, 'newSub' | 'sealPasswordHash' | 'digestKey'> {
  /** Writes the 16 bytes of a new UUID to `target` at `offset`. */
  readonly writeSub: (target: Uint8Array, offset: number) => void;
  /** Wraps hashes for the store (R256). A check leaves it out, and no hash is kept. */
  readonly hashSealer?: HashSealer | undefined;
}

export interface HashSealer {
  /** What a sealed hash is longer than the hash. */
  readonly extraBytes: number;
  /**
   * Seals the bytes of a hash, for the user whose sub is the 16 bytes at `subStart` of `target`, into `target` at `offset`, and returns where
   * it ends.
   */
  seal(bytes: Uint8Array, start: number, end: number, target: Uint8Array, subStart: number, offset: number): number;
}

/**
 * Adds the user of a record to `verdicts` if its bytes alone are enough to accept it, and returns whether it did. If not, the record is
 * left to `compileJudge`.
 */
export type PlainJudge = (record: PlainRecord, verdicts: VerdictList) => boolean;

const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const AT_SIGN = 0x40;
const PLUS = 0x2b;
const BYTES_PER_CODE_UNIT_MAX = 3;
const BRACES_BYTES = 2;
/**
 * Bytes written for one byte of a record, at most: two of JSON for a quote or a backslash; one of JSON and one of a key for an address,
 * a number or a preferred user name; one of a user name and one of its key; one of a key and one of the attribute that a user name fills.
 */
const WRITTEN_MAX = 2;

/**
 * The rules of `compileJudge` on the bytes of a record: no value is decoded, and no garbage is left. It only accepts. What it does not
 * accept, or would have to judge character by character, it leaves to `compileJudge`, which has the last word and the reasons. Both give
 * the same user.
 */
export function compilePlainJudge(options: PlainJudgeOptions): PlainJudge {
  const { pool, columns, passwordHashingAlgorithm, writeSub, hashSealer, encodesAttributes = true } = options;
  const { settings, schema } = pool;
  const { aliasAttributes, usernameAttributes, caseSensitiveUsernames } = settings;
  const usernameAt = columns.indexOf(USERNAME_COLUMN);
  assert(usernameAt >= 0, 'an accepted header has a column of user names');
  const mfaAt = columns.indexOf(MFA_COLUMN);
  const hashAt = passwordHashingAlgorithm === undefined ? -1 : columns.indexOf(PASSWORD_HASH_COLUMN);
  const isHash = passwordHashingAlgorithm && hashFormOf(passwordHashingAlgorithm);
  const unescapedHash = new Uint8Array(RECORD_CHARACTERS_MAX);
  const emailAt = columns.indexOf('email');
  const emailVerifiedAt = columns.indexOf('email_verified');
  const phoneAt = columns.indexOf('phone_number');
  const phoneVerifiedAt = columns.indexOf('phone_number_verified');
  const preferredAt = aliasAttributes.includes('preferred_username') ? columns.indexOf('preferred_username') : -1;

  const fields = columns.map((name, at) => plainFieldOf(name, at, schema)).filter((field) => field !== undefined);
  const required = schema.filter(({ required, name }) => required && name !== 'sub').map(({ name }) => name);
  const requiresEmail = required.includes('email');
  const requiresPhone = required.includes('phone_number');
  const requiredAt = required
    .filter((name) => name !== 'email' && name !== 'phone_number')
    .map((name) => columns.indexOf(name));
  const [isEmailUsername, isPhoneUsername] = isEmailOrPhone(usernameAttributes);
  const hasUsernameAttributes = usernameAttributes.length > 0;
  const [isEmailAlias, isPhoneAlias] = isEmailOrPhone(aliasAttributes);
  const filledEmail = plainFieldOf('email', usernameAt, schema);
  const filledPhone = plainFieldOf('phone_number', usernameAt, schema);
  const [autoVerifiesEmail, autoVerifiesPhone] = isEmailOrPhone(settings.autoVerifiedAttributes);
  const confirmsByEmail = settings.allowedFirstAuthFactors.includes('EMAIL_OTP');
  const confirmsBySms = settings.allowedFirstAuthFactors.includes('SMS_OTP');
  const userMfa = userMfaRule(settings);
  const membersBytes = [...fields, filledEmail, filledPhone].reduce(
    (sum, field) => sum + (field?.member.length ?? 0) + 1,
    0,
  );

  const fixedBytes = UUID_BYTES + UUID_CHARACTERS + BRACES_BYTES + membersBytes + (hashSealer?.extraBytes ?? 0);

  /** Writes a value of ASCII as a comparison key (R231), and returns where it ends. */
  function writeKey(bytes: Uint8Array, start: number, end: number, target: Uint8Array, offset: number): number {
    return (caseSensitiveUsernames ? copyBytes : copyLower)(bytes, start, end, target, offset);
  }

  return function judgePlainRecord(record, verdicts) {
    const { bytes, starts, ends, flags } = record;
    const nameStart = starts[usernameAt] ?? 0;
    const nameEnd = ends[usernameAt] ?? 0;
    if (nameStart === nameEnd) return false;
    const hasHash = !isBlank(record, hashAt);
    let hashBytes = bytes;
    let hashStart = 0;
    let hashEnd = 0;
    if (hasHash) {
      hashStart = starts[hashAt] ?? 0;
      hashEnd = ends[hashAt] ?? 0;
      if (flags[hashAt] !== 0) {
        if (hashEnd - hashStart > unescapedHash.length) return false;
        hashEnd = copyUnescaped(bytes, hashStart, hashEnd, unescapedHash, 0);
        hashStart = 0;
        hashBytes = unescapedHash;
      }
      if (!isHash?.(hashBytes, hashStart, hashEnd)) return false;
    }
    // Only a name outside ASCII is decoded: neither its form nor its key can be judged byte by byte.
    const wideName = flags[usernameAt] === HAS_NON_ASCII ? decodeValue(record, usernameAt) : undefined;
    if (wideName === undefined) {
      if (flags[usernameAt] !== 0 || nameEnd - nameStart > USERNAME_CHARACTERS_MAX) return false;
      if (!isVisibleAscii(bytes, nameStart, nameEnd)) return false;
    } else if (hasUsernameAttributes || !isUsername(wideName)) return false;
    for (const field of fields) {
      const { at } = field;
      const start = starts[at] ?? 0;
      const end = ends[at] ?? 0;
      if (start !== end && !isPermitted(field, bytes, start, end, flags[at] ?? 0)) return false;
    }
    for (const at of requiredAt) if (isBlank(record, at)) return false;

    let emailStart = emailAt < 0 ? 0 : (starts[emailAt] ?? 0);
    let emailEnd = emailAt < 0 ? 0 : (ends[emailAt] ?? 0);
    let phoneStart = phoneAt < 0 ? 0 : (starts[phoneAt] ?? 0);
    let phoneEnd = phoneAt < 0 ? 0 : (ends[phoneAt] ?? 0);
    let isEmailFilled = false;
    let isPhoneFilled = false;
    if (hasUsernameAttributes) {
      // The user name is an address or a number, and fills the blank column of its kind (R218 to R221).
      if (isEmailUsername && isEmailBytes(bytes, nameStart, nameEnd)) {
        isEmailFilled = emailStart === emailEnd;
        if (!isEmailFilled && !isSame(bytes, emailStart, emailEnd, nameStart, nameEnd)) return false;
        if (!filledEmail || !isPermitted(filledEmail, bytes, nameStart, nameEnd, 0)) return false;
        emailStart = nameStart;
        emailEnd = nameEnd;
      } else if (isPhoneUsername && isPhoneBytes(bytes, nameStart, nameEnd)) {
        isPhoneFilled = phoneStart === phoneEnd;
        if (!isPhoneFilled && !isSame(bytes, phoneStart, phoneEnd, nameStart, nameEnd)) return false;
        if (!filledPhone || !isPermitted(filledPhone, bytes, nameStart, nameEnd, 0)) return false;
        phoneStart = nameStart;
        phoneEnd = nameEnd;
      } else return false;
    } else if (
      // A user name that looks like an alias is refused (R223); the other judge decides whether it is one.
      (isEmailAlias && indexOfByte(bytes, AT_SIGN, nameStart, nameEnd) >= 0) ||
      (isPhoneAlias && bytes[nameStart] === PLUS)
    ) {
      return false;
    }

    const hasEmail = emailStart !== emailEnd;
    const hasPhone = phoneStart !== phoneEnd;
    const isEmailVerified = isTrue(record, emailVerifiedAt);
    const isPhoneVerified = isTrue(record, phoneVerifiedAt);
    if ((!hasEmail && (isEmailVerified || requiresEmail)) || (!hasPhone && (isPhoneVerified || requiresPhone)))
      return false;
    if (!(autoVerifiesEmail && isEmailVerified) && !(autoVerifiesPhone && isPhoneVerified)) return false;
    const mfaEnabled = mfaAt < 0 ? undefined : findBooleanBytes(bytes, starts[mfaAt] ?? 0, ends[mfaAt] ?? 0);
    if (mfaEnabled === undefined && !isBlank(record, mfaAt)) return false;
    const mfa = userMfa(mfaEnabled, hasPhone);
    if (mfa === undefined) return false;
    const hasPreferred = !isBlank(record, preferredAt);
    if (hasPreferred && flags[preferredAt] !== 0) return false;

    const wideKey = wideName === undefined ? undefined : comparisonKey(wideName, caseSensitiveUsernames);
    const wideKeyBytesMax = wideKey === undefined ? 0 : BYTES_PER_CODE_UNIT_MAX * wideKey.length;
    const lineBytes = (ends[ends.length - 1] ?? 0) - (starts[0] ?? 0);
    const target = verdicts.beginUser(fixedBytes + wideKeyBytesMax + WRITTEN_MAX * lineBytes);
    const subStart = verdicts.byteLength;
    let to = subStart + UUID_BYTES;
    writeSub(target, subStart);
    verdicts.endFieldAt(USER_FIELDS.sub, to);
    if (hasUsernameAttributes) {
      verdicts.addNull(USER_FIELDS.username);
      to = writeUuidText(target, subStart, to);
    } else {
      const isOwnKey =
        wideKey === undefined
          ? caseSensitiveUsernames || !hasUpperCase(bytes, nameStart, nameEnd)
          : wideKey === wideName;
      if (isOwnKey) verdicts.addNull(USER_FIELDS.username);
      else to = verdicts.endFieldAt(USER_FIELDS.username, copyBytes(bytes, nameStart, nameEnd, target, to));
      if (wideKey === undefined) to = writeKey(bytes, nameStart, nameEnd, target, to);
      else to = writeUtf8(wideKey, target, to);
    }
    verdicts.endFieldAt(USER_FIELDS.usernameKey, to);
    const hasEmailKey = hasEmail && (isEmailUsername || (isEmailAlias && isEmailVerified));
    const hasPhoneKey = hasPhone && (isPhoneUsername || (isPhoneAlias && isPhoneVerified));
    if (hasEmailKey) to = verdicts.endFieldAt(USER_FIELDS.emailKey, writeKey(bytes, emailStart, emailEnd, target, to));
    else verdicts.addNull(USER_FIELDS.emailKey);
    if (hasPhoneKey) to = verdicts.endFieldAt(USER_FIELDS.phoneKey, writeKey(bytes, phoneStart, phoneEnd, target, to));
    else verdicts.addNull(USER_FIELDS.phoneKey);
    if (hasPreferred) {
      to = writeKey(bytes, starts[preferredAt] ?? 0, ends[preferredAt] ?? 0, target, to);
      verdicts.endFieldAt(USER_FIELDS.preferredUsernameKey, to);
    } else verdicts.addNull(USER_FIELDS.preferredUsernameKey);

    if (encodesAttributes) {
      const membersStart = to;
      for (const field of fields) {
        const { at } = field;
        const start = starts[at] ?? 0;
        const end = ends[at] ?? 0;
        if (start !== end) to = writeMember(field, bytes, start, end, flags[at] ?? 0, target, to);
      }
      if (isEmailFilled && filledEmail) to = writeMember(filledEmail, bytes, nameStart, nameEnd, 0, target, to);
      if (isPhoneFilled && filledPhone) to = writeMember(filledPhone, bytes, nameStart, nameEnd, 0, target, to);
      // Each member begins with a comma, and the first one's becomes the brace. There is one: an address or number is verified.
      target[membersStart] = OPENING_BRACE;
    } else {
      target[to++] = OPENING_BRACE;
    }
    target[to++] = CLOSING_BRACE;
    verdicts.endFieldAt(USER_FIELDS.attributes, to);
    if (hasHash && hashSealer) {
      to = hashSealer.seal(hashBytes, hashStart, hashEnd, target, subStart, to);
      verdicts.endFieldAt(USER_FIELDS.sealedPasswordHash, to);
    } else verdicts.addNull(USER_FIELDS.sealedPasswordHash);
    const isConfirmed = hasHash || (confirmsByEmail && hasEmail) || (confirmsBySms && hasPhone);
    verdicts.endUser(isConfirmed ? 'CONFIRMED' : 'RESET_REQUIRED', mfa);
    return true;
  };
}

function isEmailOrPhone(names: readonly string[]): readonly [isEmail: boolean, isPhone: boolean] {
  return [names.includes('email'), names.includes('phone_number')];
}
