import {
  ARGON2ID_HASH_BYTES,
  ARGON2ID_MAX,
  ARGON2ID_MEMORY_KIB_PER_LANE_MIN,
  ARGON2ID_SALT_BYTES,
} from './argon2id-hash.ts';
import { BCRYPT_COST } from './bcrypt-hash.ts';
import type { PasswordHashingAlgorithm } from './password-hashing-algorithm.ts';
import { PBKDF2_ITERATIONS_MAX } from './pbkdf2-hash.ts';
import { SCRYPT_HASH_BYTES, SCRYPT_MAX } from './scrypt-hash.ts';
import { unpaddedBase64Bytes } from './unpadded-base64.ts';

/**
 * Whether the bytes are a hash that `judgePasswordHash` accepts. It never says so of another text; where bytes do not decide, it says
 * no.
 */
export type HashForm = (bytes: Uint8Array, start: number, end: number) => boolean;

const DOLLAR = 0x24;
const ZERO = 0x30;
const NINE = 0x39;

/** Bits of {@link CLASSES}. */
const HEX = 1;
const BASE64 = 2;
const BCRYPT_BASE64 = 4;
const PBKDF2_BASE64 = 8;

/** Of each byte, in which alphabets it is. */
const CLASSES = new Uint8Array(256);
const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
for (const [alphabet, bit] of [
  ['0123456789abcdefABCDEF', HEX],
  [`${LETTERS_AND_DIGITS}+/`, BASE64],
  [`${LETTERS_AND_DIGITS}./`, BCRYPT_BASE64],
  [`${LETTERS_AND_DIGITS}+./`, PBKDF2_BASE64],
] as const) {
  for (const character of alphabet) {
    const code = character.charCodeAt(0);
    CLASSES[code] = (CLASSES[code] ?? 0) | bit;
  }
}

const FORMS: Readonly<Record<PasswordHashingAlgorithm, HashForm>> = {
  BCRYPT: isBcrypt,
  SCRYPT: isScrypt,
  ARGON2ID: isArgon2id,
  PBKDF2_SHA256: isPbkdf2,
};

export function hashFormOf(algorithm: PasswordHashingAlgorithm): HashForm {
  return FORMS[algorithm];
}

const BCRYPT_BYTES = 60;
const BCRYPT_VARIANTS = ['$2a$', '$2b$', '$2x$', '$2y$'].map(bytesOf);
const BCRYPT_COST_AT = 4;
const BCRYPT_SALT_AT = 7;

/** R260. */
function isBcrypt(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== BCRYPT_BYTES || !BCRYPT_VARIANTS.some((variant) => begins(bytes, start, variant))) return false;
  const tens = (bytes[start + BCRYPT_COST_AT] ?? 0) - ZERO;
  const ones = (bytes[start + BCRYPT_COST_AT + 1] ?? 0) - ZERO;
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9) return false;
  const cost = 10 * tens + ones;
  const isInBounds = cost >= BCRYPT_COST.min && cost <= BCRYPT_COST.max;
  return (
    isInBounds &&
    bytes[start + BCRYPT_SALT_AT - 1] === DOLLAR &&
    areAll(BCRYPT_BASE64, bytes, start + BCRYPT_SALT_AT, end)
  );
}

/** R261. */
function isScrypt(bytes: Uint8Array, start: number, end: number): boolean {
  const costEnd = endOfPart(bytes, start, end);
  const sizeEnd = endOfPart(bytes, costEnd + 1, end);
  const parallelEnd = endOfPart(bytes, sizeEnd + 1, end);
  const saltEnd = endOfPart(bytes, parallelEnd + 1, end);
  const cost = readNumber(bytes, start, costEnd);
  if (cost < 2 || cost > SCRYPT_MAX.cost || (cost & (cost - 1)) !== 0) return false;
  const blockSize = readNumber(bytes, costEnd + 1, sizeEnd);
  if (
    blockSize < 1 ||
    blockSize > SCRYPT_MAX.blockSize ||
    readNumber(bytes, sizeEnd + 1, parallelEnd) !== SCRYPT_MAX.parallelization
  )
    return false;
  const saltDigits = saltEnd - parallelEnd - 1;
  const hashDigits = end - saltEnd - 1;
  return (
    saltDigits > 0 &&
    saltDigits % 2 === 0 &&
    hashDigits >= 2 * SCRYPT_HASH_BYTES.min &&
    hashDigits <= 2 * SCRYPT_HASH_BYTES.max &&
    hashDigits % 2 === 0 &&
    areAll(HEX, bytes, parallelEnd + 1, saltEnd) &&
    areAll(HEX, bytes, saltEnd + 1, end)
  );
}

const ARGON2ID_START = bytesOf('$argon2id$v=19$m=');
const PASSES = bytesOf(',t=');
/** One lane is the most that there may be. */
const LANES = bytesOf(`,p=${ARGON2ID_MAX.lanes}$`);

/** R262. */
function isArgon2id(bytes: Uint8Array, start: number, end: number): boolean {
  if (!begins(bytes, start, ARGON2ID_START)) return false;
  const memoryAt = start + ARGON2ID_START.length;
  const memoryEnd = endOfDigits(bytes, memoryAt, end);
  const memoryKib = readNumber(bytes, memoryAt, memoryEnd);
  if (memoryKib < ARGON2ID_MEMORY_KIB_PER_LANE_MIN || memoryKib > ARGON2ID_MAX.memoryKib) return false;
  const passesAt = memoryEnd + PASSES.length;
  if (!begins(bytes, memoryEnd, PASSES)) return false;
  const passesEnd = endOfDigits(bytes, passesAt, end);
  const passes = readNumber(bytes, passesAt, passesEnd);
  if (passes < 1 || passes > ARGON2ID_MAX.passes || !begins(bytes, passesEnd, LANES)) return false;
  const saltAt = passesEnd + LANES.length;
  const saltEnd = endOfPart(bytes, saltAt, end);
  return (
    hasBase64Bytes(ARGON2ID_SALT_BYTES, saltEnd - saltAt) &&
    hasBase64Bytes(ARGON2ID_HASH_BYTES, end - saltEnd - 1) &&
    areAll(BASE64, bytes, saltAt, saltEnd) &&
    areAll(BASE64, bytes, saltEnd + 1, end)
  );
}

const PBKDF2_START = bytesOf('$pbkdf2-sha256$');
/** 32 bytes in base64. */
const PBKDF2_HASH_CHARACTERS = 43;

/** R263. */
function isPbkdf2(bytes: Uint8Array, start: number, end: number): boolean {
  if (!begins(bytes, start, PBKDF2_START)) return false;
  const iterationsAt = start + PBKDF2_START.length;
  const iterationsEnd = endOfPart(bytes, iterationsAt, end);
  const iterations = readNumber(bytes, iterationsAt, iterationsEnd);
  if (iterations < 1 || iterations > PBKDF2_ITERATIONS_MAX) return false;
  const saltEnd = endOfPart(bytes, iterationsEnd + 1, end);
  const saltCharacters = saltEnd - iterationsEnd - 1;
  return (
    saltCharacters > 0 &&
    unpaddedBase64Bytes(saltCharacters) !== undefined &&
    end - saltEnd - 1 === PBKDF2_HASH_CHARACTERS &&
    areAll(PBKDF2_BASE64, bytes, iterationsEnd + 1, saltEnd) &&
    areAll(PBKDF2_BASE64, bytes, saltEnd + 1, end)
  );
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function begins(bytes: Uint8Array, start: number, prefix: Uint8Array): boolean {
  for (let index = 0; index < prefix.length; index++) if (bytes[start + index] !== prefix[index]) return false;
  return true;
}

/** The next dollar sign, or `end`. */
function endOfPart(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== DOLLAR) at++;
  return at;
}

function endOfDigits(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= NINE) at++;
  return at;
}

/** Longer numbers are out of bounds. */
const DIGITS_MAX = 9;

/** A number without leading zeros; -1 for anything else. */
function readNumber(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end || end - start > DIGITS_MAX || bytes[start] === ZERO) return -1;
  let number = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = 10 * number + digit;
  }
  return number;
}

/** Of no byte it is false that it is in an alphabet. */
function areAll(alphabet: number, bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (((CLASSES[bytes[at] ?? 0] ?? 0) & alphabet) === 0) return false;
  return true;
}

function hasBase64Bytes({ min, max }: { readonly min: number; readonly max: number }, characters: number): boolean {
  const bytes = unpaddedBase64Bytes(characters);
  return bytes !== undefined && bytes >= min && bytes <= max;
}
