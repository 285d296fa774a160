import { encodeUtf8 } from '../../base/text/utf8.ts';
import { isDay } from '../users/attribute-forms.ts';

const SPACE = 0x20;
const DELETE = 0x7f;
const PLUS = 0x2b;
const DOT = 0x2e;
const SLASH = 0x2f;
const ZERO = 0x30;
const AT_SIGN = 0x40;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
/** What an upper-case letter of ASCII lacks of its lower-case one. */
const CASE_BIT = 0x20;
const PHONE_DIGITS_MAX = 15;
const BIRTHDATE_BYTES = 10;

/*
 * The forms of `attribute-forms` for the bytes from `start` to `end` of a value that is ASCII without control characters. They accept
 * what those accept.
 */

/** No white space among them (R194). */
export function isVisibleAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte <= SPACE || byte >= DELETE) return false;
  }
  return true;
}

/** One `@`, no white space, a domain with a dot (R201). */
export function isEmailBytes(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && bytes[at] !== AT_SIGN) if (bytes[at++] === SPACE) return false;
  if (at === start || at === end) return false;
  let labels = 0;
  let labelBytes = 0;
  for (at++; at < end; at++) {
    const byte = bytes[at];
    if (byte === AT_SIGN || byte === SPACE) return false;
    if (byte !== DOT) {
      labelBytes++;
      continue;
    }
    if (labelBytes === 0) return false;
    labels++;
    labelBytes = 0;
  }
  return labels > 0 && labelBytes > 0;
}

/** `+` and 1 to 15 digits (R203). */
export function isPhoneBytes(bytes: Uint8Array, start: number, end: number): boolean {
  const digits = end - start - 1;
  return bytes[start] === PLUS && digits >= 1 && digits <= PHONE_DIGITS_MAX && areDigits(bytes, start + 1, end);
}

/** Digits only, or nothing at all (R205). */
export function areDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return true;
}

/** `mm/dd/yyyy`, a day that was or will be (R204). */
export function isBirthdateBytes(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== BIRTHDATE_BYTES || bytes[start + 2] !== SLASH || bytes[start + 5] !== SLASH) return false;
  const isNumeric =
    areDigits(bytes, start, start + 2) && areDigits(bytes, start + 3, start + 5) && areDigits(bytes, start + 6, end);
  return (
    isNumeric &&
    isDay(
      numberAt(bytes, start, start + 2),
      numberAt(bytes, start + 3, start + 5),
      numberAt(bytes, start + 6, start + BIRTHDATE_BYTES),
    )
  );
}

function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) number = 10 * number + (bytes[at] ?? 0) - ZERO;
  return number;
}

const TRUE = encodeUtf8('true');
const FALSE = encodeUtf8('false');

/** Written in any case (R197); undefined for all else. */
export function findBooleanBytes(bytes: Uint8Array, start: number, end: number): 'true' | 'false' | undefined {
  if (isInLowerCase(bytes, start, end, TRUE)) return 'true';
  return isInLowerCase(bytes, start, end, FALSE) ? 'false' : undefined;
}

function isInLowerCase(bytes: Uint8Array, start: number, end: number, lower: Uint8Array): boolean {
  if (end - start !== lower.length) return false;
  for (let at = start; at < end; at++) if (lowerByte(bytes[at] ?? 0) !== lower[at - start]) return false;
  return true;
}

/** The lower-case form of a byte of ASCII. */
export function lowerByte(byte: number): number {
  return byte >= UPPER_A && byte <= UPPER_Z ? byte | CASE_BIT : byte;
}

export function hasUpperCase(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= UPPER_A && byte <= UPPER_Z) return true;
  }
  return false;
}

/** Whether two values of a record are the same, byte for byte. */
export function isSame(bytes: Uint8Array, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  if (end - start !== otherEnd - otherStart) return false;
  for (let at = start; at < end; at++) if (bytes[at] !== bytes[otherStart + at - start]) return false;
  return true;
}

/** -1 if there is none. */
export function indexOfByte(bytes: Uint8Array, byte: number, start: number, end: number): number {
  for (let at = start; at < end; at++) if (bytes[at] === byte) return at;
  return -1;
}
