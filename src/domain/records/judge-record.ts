import { assert } from '../../base/assert.ts';
import { MFA_COLUMN, PASSWORD_HASH_COLUMN, USERNAME_COLUMN } from '../imports/csv-header.ts';
import type { Verdict } from '../imports/verdict.ts';
import { judgePasswordHash } from '../password-hashes/password-hash.ts';
import type { PasswordHashingAlgorithm } from '../password-hashes/password-hashing-algorithm.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { FailureTextId } from '../texts/record-texts.ts';
import {
  findBoolean,
  isBirthdate,
  isEmailAddress,
  isEpochSeconds,
  isPhoneNumber,
  isUsername,
} from '../users/attribute-forms.ts';
import { compileUserKeys, type DigestKey, type KeyAttributes } from '../users/derive-user-keys.ts';
import { schemaConstraintOf } from '../users/schema-constraint.ts';
import { userMfaRule } from '../users/user-mfa.ts';
import { findUsernameFault, findUsernameKind } from '../users/username-kind.ts';
import { encodeJsonText, needsJsonEscape } from './json-text.ts';

export interface JudgeOptions {
  readonly pool: Pick<UserPool, 'settings' | 'schema'>;
  /** Of the file, in its order, as `judgeHeader` accepted them. */
  readonly columns: readonly string[];
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm | undefined;
  /** Wraps the hash of the user with that sub for the store (R256). A check leaves it out, and no hash is kept. */
  readonly sealPasswordHash?: ((sub: string, hash: string) => Uint8Array) | undefined;
  /** A new UUID. */
  readonly newSub: () => string;
  readonly digestKey: DigestKey;
  /** False if the user is not stored, as in a check: `attributesJson` is then `{}`, which saves a third of the work. */
  readonly encodesAttributes?: boolean;
}

/**
 * Judges the fields of one record; undefined stands for a record that was too long. `isFreeOfNul`: known of the bytes that the record
 * was read from, so that its values need not be looked through one by one.
 */
export type Judge = (fields: readonly string[] | undefined, isFreeOfNul?: boolean) => Verdict;

const NO_ATTRIBUTES: KeyAttributes = {};

/**
 * The rules of a record (R190 to R268) for one pool and one header, in their order: the first that fails is the reason (R271). Whether
 * the user exists or an alias is taken is decided later, by the keys of the store.
 */
export function compileJudge(options: JudgeOptions): Judge {
  const {
    pool,
    columns,
    passwordHashingAlgorithm,
    sealPasswordHash,
    newSub,
    digestKey,
    encodesAttributes = true,
  } = options;
  const { settings, schema } = pool;
  const at = placesOf(columns);
  const columnsCount = columns.length;
  // A column of hashes is ignored unless the job names an algorithm (R252).
  const ignored = passwordHashingAlgorithm === undefined ? columns.indexOf(PASSWORD_HASH_COLUMN) : -1;
  const present = schema.filter(({ name }) => columns.includes(name));
  const booleans = present.filter(({ dataType }) => dataType === 'Boolean').map(({ name }) => columns.indexOf(name));
  const booleansAndMfa = at.mfa < 0 ? booleans : [...booleans, at.mfa];
  // What a user name fills is held to the schema too, even where the file has no column for it (R219).
  const filled: readonly string[] = settings.usernameAttributes;
  const constraints = schema
    .filter(({ name, dataType }) => dataType !== 'Boolean' && (columns.includes(name) || filled.includes(name)))
    .map((attribute) => ({
      name: attribute.name,
      at: columns.indexOf(attribute.name),
      isFilled: filled.includes(attribute.name),
      accepts: schemaConstraintOf(attribute),
    }));
  const required = schema
    .filter((attribute) => attribute.required && attribute.name !== 'sub')
    .map(({ name }) => ({ name, at: columns.indexOf(name) }));
  const stored = columns
    .map((name, index) => ({
      at: index,
      name,
      isBoolean: booleans.includes(index),
      /** Up to the quote before the value: fewer pieces of text for each record. */
      member: `,${JSON.stringify(name)}:"`,
    }))
    .filter(({ name }) => name !== USERNAME_COLUMN && name !== MFA_COLUMN && name !== PASSWORD_HASH_COLUMN);

  const userMfa = userMfaRule(settings);
  const userKeysOf = compileUserKeys(settings, digestKey);
  const hasUsernameAttributes = settings.usernameAttributes.length > 0;
  const hasFurtherKeys = hasUsernameAttributes || settings.aliasAttributes.length > 0;
  const autoVerifiesEmail = settings.autoVerifiedAttributes.includes('email');
  const autoVerifiesPhone = settings.autoVerifiedAttributes.includes('phone_number');
  const confirmsByEmail = settings.allowedFirstAuthFactors.includes('EMAIL_OTP');
  const confirmsBySms = settings.allowedFirstAuthFactors.includes('SMS_OTP');

  /** 1 for each field of the record at hand that JSON may have to escape. */
  const specials = new Uint8Array(columnsCount);

  return function judgeRecord(fields, isFreeOfNul = false) {
    if (fields === undefined) return failed('record-too-long');
    if (fields.length !== columnsCount) return failed('field-count-differs', fields.length, columnsCount);
    const looksThrough = encodesAttributes || !isFreeOfNul;
    for (let index = 0; looksThrough && index < columnsCount; index++) {
      const value = valueAt(fields, index);
      const isSpecial = value !== '' && (encodesAttributes ? needsJsonEscape(value) : value.includes('\0'));
      if (isSpecial && value.includes('\0') && index !== ignored) return failed('nul-character', columns[index] ?? '');
      specials[index] = isSpecial ? 1 : 0;
    }

    const username = valueAt(fields, at.username);
    if (username === '') return failed('username-missing');
    if (!isUsername(username)) return failed('username-malformed');
    for (const index of booleansAndMfa) {
      const value = valueAt(fields, index);
      if (value !== '' && findBoolean(value) === undefined) return failed('boolean-malformed', columns[index] ?? '');
    }

    // Where the user name is an address or a number, it fills the blank column of its kind before anything looks there (R219).
    const usernameKind = hasUsernameAttributes ? findUsernameKind(settings, username) : undefined;
    const givenEmail = valueAt(fields, at.email);
    const givenPhone = valueAt(fields, at.phone);
    const email = givenEmail === '' && usernameKind === 'email' ? username : givenEmail;
    const phone = givenPhone === '' && usernameKind === 'phone_number' ? username : givenPhone;
    const emailVerified = findBoolean(valueAt(fields, at.emailVerified));
    const phoneVerified = findBoolean(valueAt(fields, at.phoneVerified));
    if (email !== '' && !isEmailAddress(email)) return failed('email-malformed');
    if (email === '' && emailVerified === 'true') return failed('verified-email-missing');
    if (phone !== '' && !isPhoneNumber(phone)) return failed('phone-number-malformed');
    if (phone === '' && phoneVerified === 'true') return failed('verified-phone-number-missing');
    const birthdate = valueAt(fields, at.birthdate);
    if (birthdate !== '' && !isBirthdate(birthdate)) return failed('birthdate-malformed');
    const updatedAt = valueAt(fields, at.updatedAt);
    if (updatedAt !== '' && !isEpochSeconds(updatedAt)) return failed('updated-at-malformed');

    for (const { name, at: index, isFilled, accepts } of constraints) {
      const value = isFilled ? (name === 'email' ? email : phone) : valueAt(fields, index);
      if (value !== '' && !accepts(value)) return failed('constraint-violated', name);
    }
    for (const { name, at: index } of required) {
      const value = name === 'email' ? email : name === 'phone_number' ? phone : valueAt(fields, index);
      if (value === '') return failed('attribute-required', name);
    }

    const isVerified =
      (autoVerifiesEmail && emailVerified === 'true') || (autoVerifiesPhone && phoneVerified === 'true');
    if (!isVerified) return failed('nothing-verified');
    const mfa = userMfa(findBoolean(valueAt(fields, at.mfa)), phone !== '');
    if (mfa === undefined) return failed('mfa-mismatch');
    if (hasFurtherKeys) {
      const columnValue = (column: 'email' | 'phone_number') => (column === 'email' ? givenEmail : givenPhone);
      const reason = findUsernameFault(settings, username, columnValue);
      if (reason) return { kind: 'failed', reason };
    }
    const passwordHash = passwordHashingAlgorithm === undefined ? '' : valueAt(fields, at.passwordHash);
    if (passwordHashingAlgorithm !== undefined && passwordHash !== '') {
      const hashVerdict = judgePasswordHash(passwordHashingAlgorithm, passwordHash);
      if (hashVerdict.kind === 'failed') return failed(hashVerdict.textId);
    }

    let members = '';
    for (const { at: index, member, isBoolean } of encodesAttributes ? stored : []) {
      const value = valueAt(fields, index);
      if (value === '') continue;
      const text = isBoolean ? findBoolean(value) : specials[index] === 1 ? JSON.stringify(value).slice(1, -1) : value;
      members += `${member}${text}"`;
    }
    if (encodesAttributes && email !== givenEmail) members += `,"email":${encodeJsonText(email)}`;
    if (encodesAttributes && phone !== givenPhone) members += `,"phone_number":${encodeJsonText(phone)}`;

    const sub = newSub();
    const storedUsername = hasUsernameAttributes ? sub : username;
    const keyAttributes = hasFurtherKeys
      ? {
          email: email || undefined,
          email_verified: emailVerified,
          phone_number: phone || undefined,
          phone_number_verified: phoneVerified,
          preferred_username: valueAt(fields, at.preferredUsername) || undefined,
        }
      : NO_ATTRIBUTES;
    const { usernameKey, emailKey, phoneKey, preferredUsernameKey } = userKeysOf(storedUsername, keyAttributes);
    const isConfirmed = passwordHash !== '' || (confirmsByEmail && email !== '') || (confirmsBySms && phone !== '');
    return {
      kind: 'accepted',
      user: {
        username: storedUsername,
        sub,
        status: isConfirmed ? 'CONFIRMED' : 'RESET_REQUIRED',
        mfa,
        attributesJson: `{${members.slice(1)}}`,
        // One by one: a spread takes as long as the keys themselves.
        usernameKey,
        emailKey,
        phoneKey,
        preferredUsernameKey,
        sealedPasswordHash: passwordHash === '' ? undefined : sealPasswordHash?.(sub, passwordHash),
      },
    };
  };
}

/** Where the columns with rules of their own are; -1 for one that the file does not have (R161). */
function placesOf(columns: readonly string[]) {
  const username = columns.indexOf(USERNAME_COLUMN);
  assert(username >= 0, 'an accepted header has a column of user names');
  return {
    username,
    mfa: columns.indexOf(MFA_COLUMN),
    email: columns.indexOf('email'),
    emailVerified: columns.indexOf('email_verified'),
    phone: columns.indexOf('phone_number'),
    phoneVerified: columns.indexOf('phone_number_verified'),
    preferredUsername: columns.indexOf('preferred_username'),
    birthdate: columns.indexOf('birthdate'),
    updatedAt: columns.indexOf('updated_at'),
    passwordHash: columns.indexOf(PASSWORD_HASH_COLUMN),
  };
}

/** Blank for a column that the file does not have. */
function valueAt(fields: readonly string[], index: number): string {
  return index < 0 ? '' : (fields[index] ?? '');
}

function failed(textId: FailureTextId, ...placeholders: (string | number)[]): Verdict {
  return { kind: 'failed', reason: [textId, ...placeholders] };
}
