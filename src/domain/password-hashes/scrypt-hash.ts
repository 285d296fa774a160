import type { PasswordHashFault } from './password-hash-fault.ts';

export interface ScryptHash {
  readonly algorithm: 'SCRYPT';
  /** N, a power of two. */
  readonly cost: number;
  /** r */
  readonly blockSize: number;
  /** p */
  readonly parallelization: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

export const SCRYPT_MAX = { cost: 65_536, blockSize: 8, parallelization: 1 } as const;
export const SCRYPT_HASH_BYTES = { min: 16, max: 64 } as const;
const SCRYPT = /^([1-9][0-9]*)\$([1-9][0-9]*)\$([1-9][0-9]*)\$([0-9A-Fa-f]+)\$([0-9A-Fa-f]+)$/;
const SCRYPT_START = /^[0-9]+\$[0-9]+\$[0-9]+\$/;

/** Whether a text begins as a hash of this format does. */
export function isScryptText(text: string): boolean {
  return SCRYPT_START.test(text);
}

/** `N$r$p$hexSalt$hexHash` (R261). The salt is the decoded bytes, not the text. */
export function parseScryptHash(text: string): ScryptHash | PasswordHashFault {
  const [, costText, blockSizeText, parallelizationText, salt = '', hash = ''] = SCRYPT.exec(text) ?? [];
  if (costText === undefined || salt.length % 2 !== 0 || hash.length % 2 !== 0) return 'malformed';
  const hashBytes = hash.length / 2;
  if (hashBytes < SCRYPT_HASH_BYTES.min || hashBytes > SCRYPT_HASH_BYTES.max) return 'malformed';
  const cost = Number(costText);
  const blockSize = Number(blockSizeText);
  const parallelization = Number(parallelizationText);
  if (cost > SCRYPT_MAX.cost || blockSize > SCRYPT_MAX.blockSize || parallelization > SCRYPT_MAX.parallelization)
    return 'out-of-bounds';
  if (cost < 2 || (cost & (cost - 1)) !== 0) return 'malformed';
  return {
    algorithm: 'SCRYPT',
    cost,
    blockSize,
    parallelization,
    salt: decodeHex(salt),
    hash: decodeHex(hash),
  };
}

/** The bytes of an even number of hexadecimal digits. */
function decodeHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  );
}
