import { randomBytes, randomUUID } from 'node:crypto';
import { readUuid, UUID_BYTES } from './uuid-bytes.ts';

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const POOL_BYTES = 16 * 1024;

/** Source of random ids. Handed in, so that tests are repeatable. */
export interface Ids {
  /** `length` random characters of `[0-9A-Za-z]`. */
  alphanumeric(length: number): string;
  /** `length` random characters of `[A-Z2-7]`, as in the ids of IAM. */
  upperBase32(length: number): string;
  /** `length` random characters of `[0-9a-z]`, as in the ids of Cognito's app clients. */
  lowerAlphanumeric(length: number): string;
  /** A random UUID (version 4) in its 36-character form. */
  uuid(): string;
  /**
   * A UUID (version 7, RFC 9562) in its 36-character form: 48 bits of `nowMs`, then 74 random bits.
   * Sorted by creation time, so an index over them grows at its end only.
   */
  uuidV7(nowMs: number): string;
  /** Writes the 16 bytes of such a UUID to `target` at `offset`. */
  writeUuidV7(nowMs: number, target: Uint8Array, offset: number): void;
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

/** Bytes of a UUID after its time. */
const RANDOM_BYTES = 10;
let random = Buffer.alloc(0);
let randomOffset = 0;

/** Fast path for imports, which need one per user: writes byte by byte, without a view of the random bytes. */
function writeUuidV7(nowMs: number, target: Uint8Array, offset: number): void {
  if (randomOffset + RANDOM_BYTES > random.length) {
    random = randomBytes(POOL_BYTES);
    randomOffset = 0;
  }
  const high = Math.floor(nowMs / 2 ** 32);
  target[offset] = high >>> 8;
  target[offset + 1] = high;
  target[offset + 2] = nowMs / 2 ** 24;
  target[offset + 3] = nowMs / 2 ** 16;
  target[offset + 4] = nowMs / 2 ** 8;
  target[offset + 5] = nowMs;
  for (let index = 0; index < RANDOM_BYTES; index++) target[offset + 6 + index] = random[randomOffset + index] ?? 0;
  randomOffset += RANDOM_BYTES;
  target[offset + 6] = 0x70 | ((target[offset + 6] ?? 0) & 0x0f);
  target[offset + 8] = 0x80 | ((target[offset + 8] ?? 0) & 0x3f);
}

export const randomIds: Ids = {
  alphanumeric: (length) => randomText(ALPHANUMERIC, length),
  upperBase32: (length) => randomText('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', length),
  lowerAlphanumeric: (length) => randomText('0123456789abcdefghijklmnopqrstuvwxyz', length),
  uuid: () => randomUUID(),
  uuidV7(nowMs) {
    const bytes = new Uint8Array(UUID_BYTES);
    writeUuidV7(nowMs, bytes, 0);
    return readUuid(bytes);
  },
  writeUuidV7,
};
