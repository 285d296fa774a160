import { encodeHex, encodeUnpaddedBase64 } from './hash-bytes.ts';

/* Each writes a hash as an import takes it, or says undefined if a part is missing. Whether its cost is accepted is judged elsewhere. */

type Bytes = Uint8Array | undefined;
/** A whole number, or the digits of one. */
type Count = number | string | undefined;

/** The first bytes of PBKDF2 do not depend on how many are asked for, so a longer hash is cut to the 32 that an import takes. */
const PBKDF2_BYTES = 32;
/** The last step of scrypt is PBKDF2, so it can be cut too. */
const SCRYPT_BYTES_MAX = 64;

/** `$pbkdf2-sha256$iterations$salt$hash` (R263). */
export function writePbkdf2Hash(iterations: Count, salt: Bytes, hash: Bytes): string | undefined {
  const count = digitsOf(iterations);
  if (count === undefined || salt === undefined || hash === undefined) return undefined;
  const parts = [count, encodeUnpaddedBase64(salt), encodeUnpaddedBase64(hash.subarray(0, PBKDF2_BYTES))];
  return `$pbkdf2-sha256$${parts.join('$')}`;
}

/** `N$r$p$hexSalt$hexHash` (R261). */
export function writeScryptHash(cost: Count, blockSize: Count, lanes: Count, salt: Bytes, hash: Bytes) {
  const counts = [cost, blockSize, lanes].map(digitsOf);
  if (counts.includes(undefined) || salt === undefined || hash === undefined) return undefined;
  return [...counts, encodeHex(salt), encodeHex(hash.subarray(0, SCRYPT_BYTES_MAX))].join('$');
}

/** `$argon2id$v=19$m=M,t=T,p=P$salt$hash` (R262). */
export function writeArgon2idHash(memoryKib: Count, passes: Count, lanes: Count, salt: Bytes, hash: Bytes) {
  const [m, t, p] = [memoryKib, passes, lanes].map(digitsOf);
  if (m === undefined || t === undefined || p === undefined || salt === undefined || hash === undefined) {
    return undefined;
  }
  return `$argon2id$v=19$m=${m},t=${t},p=${p}$${encodeUnpaddedBase64(salt)}$${encodeUnpaddedBase64(hash)}`;
}

/** `$2a$<two digits of cost>$<22 characters of salt><31 of hash>` (R260). */
export function writeBcryptHash(cost: Count, salt: string | undefined, hash: string | undefined): string | undefined {
  const digits = digitsOf(cost);
  if (digits === undefined || salt?.length !== 22 || hash?.length !== 31) return undefined;
  return `$2a$${digits.padStart(2, '0')}$${salt}${hash}`;
}

function digitsOf(count: Count): string | undefined {
  const digits = /^0*([1-9][0-9]{0,9})$/.exec(`${count ?? ''}`);
  return digits?.[1];
}
