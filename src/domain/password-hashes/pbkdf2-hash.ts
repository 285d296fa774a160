import type { PasswordHashFault } from './password-hash-fault.ts';
import { decodeUnpaddedBase64, unpaddedBase64Bytes } from './unpadded-base64.ts';

export interface Pbkdf2Hash {
  readonly algorithm: 'PBKDF2_SHA256';
  readonly iterations: number;
  readonly salt: Uint8Array;
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

export const PBKDF2_ITERATIONS_MAX = 600_000;
/** 32 bytes of hash are 43 characters. A dot stands for a plus in the alphabet of some libraries. */
const PBKDF2 = /^\$pbkdf2-sha256\$([1-9][0-9]*)\$([A-Za-z0-9+./]+)\$([A-Za-z0-9+./]{43})$/;

/** Whether a text begins as a hash of this format does. */
export function isPbkdf2Text(text: string): boolean {
  return text.startsWith('$pbkdf2-sha256$');
}

/** `$pbkdf2-sha256$iterations$salt$hash`, salt and hash in unpadded base64 of either alphabet (R263). */
export function parsePbkdf2Hash(text: string): Pbkdf2Hash | PasswordHashFault {
  const [, iterationsText, salt = '', hash = ''] = PBKDF2.exec(text) ?? [];
  if (iterationsText === undefined || unpaddedBase64Bytes(salt.length) === undefined) return 'malformed';
  const iterations = Number(iterationsText);
  if (iterations > PBKDF2_ITERATIONS_MAX) return 'out-of-bounds';
  return { algorithm: 'PBKDF2_SHA256', iterations, salt: decodeUnpaddedBase64(salt), hash: decodeUnpaddedBase64(hash) };
}
