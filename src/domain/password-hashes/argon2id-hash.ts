import type { PasswordHashFault } from './password-hash-fault.ts';
import { decodeUnpaddedBase64, unpaddedBase64Bytes } from './unpadded-base64.ts';

/** Version 1.3 (`v=19`), the only one there is a use for. */
export interface Argon2idHash {
  readonly algorithm: 'ARGON2ID';
  /** KiB. */
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

export const ARGON2ID_MAX = { memoryKib: 19_456, passes: 2, lanes: 1 } as const;
/** Of the algorithm itself. */
export const ARGON2ID_MEMORY_KIB_PER_LANE_MIN = 8;
export const ARGON2ID_SALT_BYTES = { min: 8, max: 64 } as const;
export const ARGON2ID_HASH_BYTES = { min: 4, max: 64 } as const;
const ARGON2ID =
  /^\$argon2id\$v=19\$m=([1-9][0-9]*),t=([1-9][0-9]*),p=([1-9][0-9]*)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether a text begins as a hash of this format does. */
export function isArgon2idText(text: string): boolean {
  return text.startsWith('$argon2id$');
}

/** `$argon2id$v=19$m=M,t=T,p=P$salt$hash`, salt and hash in unpadded base64 (R262). */
export function parseArgon2idHash(text: string): Argon2idHash | PasswordHashFault {
  const [, memoryText, passesText, lanesText, salt = '', hash = ''] = ARGON2ID.exec(text) ?? [];
  if (memoryText === undefined || !isWithin(ARGON2ID_SALT_BYTES, salt) || !isWithin(ARGON2ID_HASH_BYTES, hash))
    return 'malformed';
  const memoryKib = Number(memoryText);
  const passes = Number(passesText);
  const lanes = Number(lanesText);
  if (memoryKib > ARGON2ID_MAX.memoryKib || passes > ARGON2ID_MAX.passes || lanes > ARGON2ID_MAX.lanes)
    return 'out-of-bounds';
  if (memoryKib < ARGON2ID_MEMORY_KIB_PER_LANE_MIN * lanes) return 'malformed';
  return {
    algorithm: 'ARGON2ID',
    memoryKib,
    passes,
    lanes,
    salt: decodeUnpaddedBase64(salt),
    hash: decodeUnpaddedBase64(hash),
  };
}

function isWithin({ min, max }: { readonly min: number; readonly max: number }, base64: string): boolean {
  const bytes = unpaddedBase64Bytes(base64.length);
  return bytes !== undefined && bytes >= min && bytes <= max;
}
