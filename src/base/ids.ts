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

function uuidOfTime(nowMs: number): string {
  const bytes = pooledBytes(10);
  const time = nowMs.toString(16).padStart(12, '0');
  const random = bytes.toString('latin1');
  const versioned = (0x7000 | (((random.charCodeAt(0) << 8) | random.charCodeAt(1)) & 0x0fff)).toString(16);
  const variant = (0x80 | (random.charCodeAt(2) & 0x3f)).toString(16);
  const rest = bytes.toString('hex', 3, 10);
  return `${time.slice(0, 8)}-${time.slice(8)}-${versioned}-${variant}${rest.slice(0, 2)}-${rest.slice(2)}`;
}

export const randomIds: Ids = {
  alphanumeric: (length) => randomText(ALPHANUMERIC, length),
  upperBase32: (length) => randomText('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', length),
  uuid: () => randomUUID(),
  uuidOfTime,
};
