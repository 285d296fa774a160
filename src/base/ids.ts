import { randomBytes, randomUUID } from 'node:crypto';

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const POOL_BYTES = 16 * 1024;

/** Where chance comes from. Handed in, so that a test may repeat itself. */
export interface Ids {
  /** `length` random characters of `[0-9A-Za-z]`. */
  alphanumeric(length: number): string;
  /** `length` random characters of `[A-Z2-7]`, as in the ids of IAM. */
  upperBase32(length: number): string;
  /** A random UUID (version 4) in its 36-character form. */
  uuid(): string;
  /**
   * A UUID (version 7, RFC 9562) in its 36-character form: 48 bits of `nowMs`, then 74 random bits.
   * Sorted by time of making, so that an index over them grows at its end only.
   */
  uuidOfTime(nowMs: number): string;
}

let pool = Buffer.alloc(0);
let poolOffset = 0;

/** `count` random bytes, none given out twice, cut from a pool: one call to the kernel serves about a thousand ids. */
export function pooledBytes(count: number): Buffer {
  if (poolOffset + count > pool.length) {
    pool = randomBytes(Math.max(POOL_BYTES, count));
    poolOffset = 0;
  }
  poolOffset += count;
  return pool.subarray(poolOffset - count, poolOffset);
}

function randomText(alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of pooledBytes(length)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}

/** Hexadecimal digits of a random part: 3, one for the variant, 3 and 12. */
const RANDOM_DIGITS = 19;
let digits = '';
let digitsOffset = 0;
let prefixMs = -1;
let prefix = '';

/** An import takes one for each user: time and digits are written as text once for many. */
function uuidOfTime(nowMs: number): string {
  if (nowMs !== prefixMs) {
    const time = nowMs.toString(16).padStart(12, '0');
    prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    prefixMs = nowMs;
  }
  if (digitsOffset + RANDOM_DIGITS > digits.length) {
    digits = randomBytes(POOL_BYTES).toString('hex');
    digitsOffset = 0;
  }
  const at = digitsOffset;
  digitsOffset += RANDOM_DIGITS;
  // The variant leaves two bits of its digit to chance.
  const variant = '89ab'[Number.parseInt(digits.charAt(at + 3), 16) & 3];
  return `${prefix}${digits.slice(at, at + 3)}-${variant}${digits.slice(at + 4, at + 7)}-${digits.slice(at + 7, at + RANDOM_DIGITS)}`;
}

export const randomIds: Ids = {
  alphanumeric: (length) => randomText(ALPHANUMERIC, length),
  upperBase32: (length) => randomText('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', length),
  uuid: () => randomUUID(),
  uuidOfTime,
};
